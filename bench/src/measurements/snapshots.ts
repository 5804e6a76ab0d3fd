/**
 * Opening what is large: the items of a project, beside a process that reads the same rows with one statement and sends
 * them as they are; and an inbox of very many notifications, beside one of a hundred. What is compared takes turns.
 */
import { Child } from '../child.ts'
import { mediansInTurns } from '../in-turns.ts'
import { importContent, readyProject } from '../product/filling.ts'
import { addNotifications } from '../product/large-tables.ts'
import { type Product, withProduct } from '../product/product.ts'
import { readWhole } from '../product/read-whole.ts'
import { serverCore } from '../rig.ts'
import { type Figures, type Measurement, productOfRow } from './measurement.ts'

const small = 100
/** A large inbox has so many times what is done at once. */
const large = 20
/** Openings that warm it up, and then as many that count. */
const turns = 30

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
    const [bare, project] = await mediansInTurns(
      [
        () => readWhole(`http://127.0.0.1:${greeting}/`, ''),
        () => readWhole(`${server.url}/api/v1/projects/${projectId}/items`, cookie),
      ],
      turns,
    )
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
  const [ofFew, ofMany] = await mediansInTurns(
    [() => readWhole(url, inboxes.small), () => readWhole(url, inboxes.large)],
    turns,
  )
  return figures({ 'small inbox': ofFew, 'large inbox': ofMany })
}

function figures(values: Record<string, number | undefined>): Figures {
  return Object.fromEntries(
    Object.entries(values).map(([name, value = Number.NaN]) => [name, { value, unit: 'ms' }]),
  )
}
