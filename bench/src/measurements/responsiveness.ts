/**
 * Whether the server goes on answering while something large happens to it: how late its event loop is, and how long a
 * small read takes, while thousands of pages are imported, thousands of items published and thousands of people told: by
 * name, and of one event that they watch for; and while somebody opens a very large inbox again and again.
 * The server is not pinned: what it does beside its event loop may use the other core.
 */
import { Child } from '../child.ts'
import type { Flags } from '../flags.ts'
import type { LoadCall } from '../load/load-process.ts'
import { percentile } from '../percentile.ts'
import { importContent, mention, readyProject } from '../product/filling.ts'
import { addNotifications, addPeople, addWatchers } from '../product/large-tables.ts'
import { type Product, withProduct } from '../product/product.ts'
import { readWhole } from '../product/read-whole.ts'
import { SmallReads } from '../product/small-reads.ts'
import { loadCore } from '../rig.ts'
import { type Figures, type Measurement, productOfRow } from './measurement.ts'

/** Of the connections, so many have the content and the large project open; all of them follow the projects. */
const watchers = 20
/** Follow-up deliveries belong to what caused them. */
const afterMs = 500
/** A large inbox has so many times what is done at once; it is opened so often. */
const large = 20
const openings = 30

export const responsiveness: Measurement = {
  name: 'responsiveness',
  title: ({ bulk, listeners }) =>
    `While ${bulk} pages are imported, ${bulk} items published, ${bulk} people notified, ${bulk} watchers told of one event, an inbox of ${large * bulk} opened ${openings} times; ${listeners} connections open`,
  rows: ['earlier', 'sqlite', 'postgres'],
  measure: (row, flags) =>
    withProduct(productOfRow(row, flags), (product) => measure(product, flags, row !== 'earlier')),
}

/** `hasWatchers`: at the earlier commit nobody could watch anything, and inboxes had other rows. */
async function measure(
  product: Product,
  { bulk, listeners, seconds }: Flags,
  hasWatchers: boolean,
): Promise<Figures> {
  const { server } = product
  const editor = await server.signIn('editor')
  const watched = await editor.post<{ id: string }>('/projects', { name: 'Watched' })
  const full = await server.signIn('admin')
  const { id: ofFull } = await full.get<{ id: string }>('/me')
  if (hasWatchers) await mention(editor, watched.id, [ofFull])
  await product.untilAllIsDone()
  let people: string[] = []
  await product.whileStopped(async (database) => {
    people = await addPeople(database, bulk)
    if (!hasWatchers) return
    await addWatchers(database, `project:${watched.id}`, people)
    await addNotifications(database, ofFull, large * bulk)
  })
  const reviewer = await server.signIn('reviewer')
  const { token } = await editor.post<{ token: string }>('/live/token')
  const { child: load } = await Child.start<LoadCall>('./load/load-process.ts', loadCore)
  const open = (count: number, channels: string[]) =>
    load.call({
      type: 'open',
      server: 'hub',
      port: server.port,
      path: '/connection/websocket',
      count,
      channels,
      token,
    })
  const reads = new SmallReads({ port: server.port, cookie: reviewer.cookie })
  const figures: Figures = {}
  const during = async (what: string, work: () => Promise<unknown>) => {
    await product.takeLoopDelay()
    reads.take()
    const start = performance.now()
    await work()
    const tookMs = performance.now() - start
    await product.untilAllIsDone()
    const doneMs = performance.now() - start
    await pause(afterMs)
    const { p999, max, maxCpu } = await product.takeLoopDelay()
    Object.assign(figures, {
      [`${what}: takes`]: { value: tookMs, unit: 'ms' },
      [`${what}: all is done after`]: { value: doneMs, unit: 'ms' },
      [`${what}: loop late, p99.9`]: { value: p999, unit: 'ms' },
      [`${what}: at most`]: { value: max, unit: 'ms' },
      [`${what}: CPU of a turn, at most`]: { value: maxCpu, unit: 'ms' },
      [`${what}: read p99`]: { value: percentile(reads.take(), 0.99), unit: 'ms' },
    })
  }
  try {
    const quiet = Math.min(watchers, listeners)
    await open(listeners - quiet, ['projects'])
    await during('idle', () => pause(1_000 * seconds))
    await during('import', () => importContent(product, bulk))
    const projectId = await readyProject(editor, bulk)
    await open(quiet, ['projects', 'content', `project:${projectId}`])
    await product.untilAllIsDone()
    await during('publish', () => editor.post(`/projects/${projectId}/publish`, { mode: 'all' }))
    await during('notify', () => mention(editor, projectId, people))
    if (!hasWatchers) return figures
    await during('watchers', () => editor.post(`/projects/${watched.id}/comments`, { body: 'Look here' }))
    await during('inbox', async () => {
      const url = `${server.url}/api/v1/inbox?filter=all`
      for (let times = 0; times < openings; times += 1) await readWhole(url, full.cookie)
    })
    return figures
  } finally {
    await reads.stop().catch(() => undefined)
    await load.stop()
  }
}

function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs))
}
