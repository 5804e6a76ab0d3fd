/**
 * Notifications by the titles of today, as their person sees them; the rows keep the words that were written. They are to
 * be ones that their person sees: who sees a project sees the names of it and of what is in it, and what has left it for
 * another one is called as it was called there.
 */
import type { Id, NotificationReference } from '@copydesk/contract'
import { selectInChunks } from '../storage/chunks.ts'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'
import { todaysExcerpts } from './todays-excerpts.ts'

type Notification = Row<'notifications'>

/** A row in the words of today, with what these name. */
export type Titled = Notification & { references?: NotificationReference[] }

/** The rows in their order. */
export async function withTodaysTitles(tx: Tx, rows: readonly Notification[]): Promise<Titled[]> {
  const quoted = await todaysExcerpts(tx, rows)
  const items = await readItems(tx, rows)
  const versions = await readVersions(tx, rows)
  const names = await readNames(tx, rows)
  return rows.map((row) => {
    const item = row.item_id === null ? undefined : items.get(keyOf(row.item_id, row.project_id))
    const own = row.project_id === null ? versions.get(row.version_id ?? '') : item
    const said = quoted.get(row.id)
    const references = [
      ...(own && row.item_title !== null ? [{ ...own, written: row.item_title }] : []),
      ...(said?.references ?? []).map((one) => ({ ...one, versionId: null })),
    ]
    return {
      ...row,
      item_title: row.item_title === null ? null : (own?.title ?? row.item_title),
      project_name: row.project_name === null ? null : (names.get(row.project_id ?? '') ?? row.project_name),
      excerpt: said?.excerpt ?? row.excerpt,
      ...(references.length === 0 ? {} : { references }),
    }
  })
}

/** One of them. */
export async function withTodaysTitle(tx: Tx, row: Notification): Promise<Titled> {
  const [titled = row] = await withTodaysTitles(tx, [row])
  return titled
}

type Item = Pick<NotificationReference, 'id' | 'versionId' | 'title'>

const keyOf = (itemId: Id, projectId: Id | null) => `${itemId} ${projectId}`

/** Those that are still in the project that their notification is of, by both. */
async function readItems(tx: Tx, rows: readonly Notification[]): Promise<Map<string, Item>> {
  const ids = [...new Set(rows.flatMap((row) => row.item_id ?? []))]
  const found = await selectInChunks(ids, (chunk) =>
    tx
      .selectFrom('project_items as item')
      .innerJoin('versions as version', 'version.id', 'item.version_id')
      .select(['item.id as item_id', 'item.project_id', 'version.id', 'version.content_id', 'version.title'])
      .where('item.id', 'in', chunk)
      .execute(),
  )
  return new Map(
    found.map(({ item_id, project_id, ...version }) => [keyOf(item_id, project_id), itemOf(version)]),
  )
}

/** Of those without a project. */
async function readVersions(tx: Tx, rows: readonly Notification[]): Promise<Map<Id, Item>> {
  const ids = [...new Set(rows.flatMap((row) => (row.project_id === null ? (row.version_id ?? []) : [])))]
  const found = await selectInChunks(ids, (chunk) =>
    tx.selectFrom('versions').select(['id', 'content_id', 'title']).where('id', 'in', chunk).execute(),
  )
  return new Map(found.map((version) => [version.id, itemOf(version)]))
}

function itemOf({ id, content_id, title }: Pick<Row<'versions'>, 'id' | 'content_id' | 'title'>): Item {
  return { id: content_id, versionId: id, title }
}

async function readNames(tx: Tx, rows: readonly Notification[]): Promise<Map<Id, string>> {
  const ids = [...new Set(rows.flatMap((row) => row.project_id ?? []))]
  const found = await selectInChunks(ids, (chunk) =>
    tx.selectFrom('projects').select(['id', 'name']).where('id', 'in', chunk).execute(),
  )
  return new Map(found.map(({ id, name }) => [id, name]))
}
