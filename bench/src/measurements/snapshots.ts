/**
 * Opening what is large: the items of a project, beside the floor, which reads the same rows with one statement and sends
 * them as they are; and an inbox of very many notifications, beside one of a hundred.
 */
import { join } from 'node:path'
import type { ApiCaller } from '@copydesk/testkit'
import { Child } from '../child.ts'
import { percentile } from '../percentile.ts'
import { importContent, readyProject } from '../product/filling.ts'
import { addNotifications, type Product, withProduct } from '../product/product.ts'
import { serverCore } from '../rig.ts'
import type { Figures, Measurement } from './measurement.ts'

const small = 100
/** A large inbox has so many times what is done at once. */
const large = 20
const times = 15

const rowsOfProject = `
  select item.*, version.number, version.title, version.language, version.status, version.rejection_reason, content.type,
    comments.count as comment_count, content.source, content.external_id
  from project_items as item
  join versions as version on version.id = item.version_id
  join content_items as content on content.id = item.content_id
  left join comment_counts as comments on comments.subject_id = item.id
  where item.project_id = ? order by item.id`

export const snapshots: Measurement = {
  name: 'snapshots',
  title: ({ bulk }) =>
    `Opening a project of ${bulk} items; an inbox of ${small} notifications and one of ${large * bulk}`,
  rows: ['floor', 'copydesk'],
  measure: (row, { bulk }) =>
    withProduct(undefined, async (product) => {
      const { server } = product
      await importContent(server, bulk)
      const editor = await server.signIn('editor')
      const projectId = await readyProject(editor, bulk)
      if (row === 'floor') return { 'project opens in': await onFloor(server.dataDir, projectId) }
      return {
        'project opens in': await open(`${server.url}/api/v1/projects/${projectId}/items`, editor.cookie),
        'small inbox': await inboxOf(product, 'reviewer', small, projectId),
        'large inbox': await inboxOf(product, 'admin', large * bulk, projectId),
      } satisfies Figures
    }),
}

type Figure = Figures[string]

async function onFloor(dataDir: string, projectId: string): Promise<Figure> {
  const args = [join(dataDir, 'copydesk.db'), rowsOfProject, projectId]
  const { child, greeting } = await Child.start('./servers/rows-process.ts', serverCore, args)
  try {
    return await open(`http://127.0.0.1:${greeting}/`, '')
  } finally {
    await child.stop()
  }
}

async function inboxOf(
  product: Product,
  person: 'reviewer' | 'admin',
  count: number,
  projectId: string,
): Promise<Figure> {
  const { server } = product
  const reader = await server.signIn(person)
  const { id } = await reader.get<{ id: string }>('/me')
  const editor: ApiCaller = await server.signIn('editor')
  await editor.post(`/projects/${projectId}/comments`, { body: `@[Reader](person:${id})` })
  await product.untilAllIsDone()
  await product.whileStopped((database) => addNotifications(database, id, count))
  return open(`${server.url}/api/v1/notifications?filter=all`, reader.cookie)
}

/** The median of several times, the first ones left out. */
async function open(url: string, cookie: string): Promise<Figure> {
  const tookMs: number[] = []
  for (let time = 0; time < 2 * times; time += 1) {
    const start = performance.now()
    // Nothing is compressed on the way.
    const answer = await fetch(url, { headers: { cookie, 'accept-encoding': 'identity' } })
    await answer.arrayBuffer()
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
    if (time >= times) tookMs.push(performance.now() - start)
  }
  return { value: percentile(tookMs, 0.5), unit: 'ms' }
}
