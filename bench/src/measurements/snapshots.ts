/**
 * Opening what is large: the items of a project, beside a process that reads the same rows with one statement and sends
 * them as they are; and an inbox of very many notifications, beside one of a hundred. What is compared takes turns.
 */
import { Child } from '../child.ts'
import { percentile } from '../percentile.ts'
import { importContent, readyProject } from '../product/filling.ts'
import { addNotifications } from '../product/large-tables.ts'
import { type Product, withProduct } from '../product/product.ts'
import { serverCore } from '../rig.ts'
import { type Figures, type Measurement, productOfRow } from './measurement.ts'

const small = 100
/** A large inbox has so many times what is done at once. */
const large = 20
/** Openings that warm it up, and then as many that count. */
const times = 30

const rowsOfProject = `
  select item.*, version.number, version.title, version.language, version.status, version.rejection_reason, content.type,
    comments.count as comment_count, content.source, content.external_id
  from project_items as item
  join versions as version on version.id = item.version_id
  join content_items as content on content.id = item.content_id
  left join comment_counts as comments on comments.subject_id = item.id
  where item.project_id = $1 order by item.id`

export const snapshots: Measurement = {
  name: 'snapshots',
  title: ({ bulk }) =>
    `Opening a project of ${bulk} items; an inbox of ${small} notifications and one of ${large * bulk}`,
  rows: ['sqlite', 'postgres'],
  measure: (row, flags) =>
    withProduct(productOfRow(row, flags), async (product) => {
      await importContent(product, flags.bulk)
      const editor = await product.server.signIn('editor')
      const projectId = await readyProject(editor, flags.bulk)
      const inboxes = await fillInboxes(product, projectId, large * flags.bulk)
      return { ...(await openProject(product, projectId)), ...(await openInboxes(product, inboxes)) }
    }),
}

async function openProject({ server, database }: Product, projectId: string): Promise<Figures> {
  const { name, location } = database.address
  const args = [name, location, rowsOfProject, projectId]
  const { child, greeting } = await Child.start('./servers/rows-process.ts', serverCore, args)
  const { cookie } = await server.signIn('editor')
  try {
    const [bare, project] = await openInTurns([
      { url: `http://127.0.0.1:${greeting}/`, cookie: '' },
      { url: `${server.url}/api/v1/projects/${projectId}/items`, cookie },
    ])
    return figures({ 'bare rows': bare, 'project opens in': project })
  } finally {
    await child.stop()
  }
}

interface Inboxes {
  /** Cookies of their people. */
  small: string
  large: string
}

async function fillInboxes(product: Product, projectId: string, count: number): Promise<Inboxes> {
  const { server } = product
  const editor = await server.signIn('editor')
  const readers = { small: await server.signIn('reviewer'), large: await server.signIn('admin') }
  const { id: ofSmall } = await readers.small.get<{ id: string }>('/me')
  const { id: ofLarge } = await readers.large.get<{ id: string }>('/me')
  const body = `@[Small](person:${ofSmall}) @[Large](person:${ofLarge})`
  await editor.post(`/projects/${projectId}/comments`, { body })
  await product.untilAllIsDone()
  await product.whileStopped(async (database) => {
    await addNotifications(database, ofSmall, small)
    await addNotifications(database, ofLarge, count)
  })
  return { small: readers.small.cookie, large: readers.large.cookie }
}

async function openInboxes({ server }: Product, inboxes: Inboxes): Promise<Figures> {
  const url = `${server.url}/api/v1/inbox?filter=all`
  const [ofFew, ofMany] = await openInTurns([
    { url, cookie: inboxes.small },
    { url, cookie: inboxes.large },
  ])
  return figures({ 'small inbox': ofFew, 'large inbox': ofMany })
}

interface Address {
  url: string
  cookie: string
}

/** The median of each one's times in milliseconds, the first ones left out. */
async function openInTurns(addresses: readonly Address[]): Promise<number[]> {
  const tookMs: number[][] = addresses.map(() => [])
  for (let time = 0; time < 2 * times; time += 1) {
    for (const [index, { url, cookie }] of addresses.entries()) {
      const start = performance.now()
      // Nothing is compressed on the way.
      const answer = await fetch(url, { headers: { cookie, 'accept-encoding': 'identity' } })
      await answer.arrayBuffer()
      if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
      if (time >= times) tookMs[index]?.push(performance.now() - start)
    }
  }
  return tookMs.map((values) => percentile(values, 0.5))
}

function figures(values: Record<string, number | undefined>): Figures {
  return Object.fromEntries(
    Object.entries(values).map(([name, value = Number.NaN]) => [name, { value, unit: 'ms' }]),
  )
}
