/**
 * Content items and versions by their ids, within the transaction of whoever asks: for answers, events and
 * snapshots alike, so that all three say the same. Bodies stay in the database.
 */
import type { ContentSummary, Id, VersionSummary } from '@copydesk/contract'
import { closedProjects, hiddenVersions, noSight, type Sight } from '../projects/members/sight.ts'
import { schedulesOf } from '../projects/schedules/rows.ts'
import { selectInChunks } from '../storage/chunks.ts'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'
import { presentContent, presentVersionSummary } from './present.ts'

/** Versions without bodies, with the project that holds them, as far as the sight reaches. */
export function selectVersions(tx: Tx, sight: Sight) {
  return tx
    .selectFrom('versions as version')
    .leftJoin('project_items as item', (join) =>
      join
        .onRef('item.version_id', '=', 'version.id')
        .on('item.action', '=', 'publish')
        .on('item.project_id', 'not in', closedProjects(tx, sight)),
    )
    .leftJoin('reviews as review', 'review.subject_id', 'version.id')
    .where('version.id', 'not in', hiddenVersions(tx, sight))
    .select([
      'version.id',
      'version.revision',
      'version.content_id',
      'version.language',
      'version.number',
      'version.status',
      'version.base_version_id',
      'version.title',
      'version.text_revision',
      'version.author_id',
      'version.author_kind',
      'version.edited_by_id',
      'version.edited_by_kind',
      'version.created_at',
      'version.updated_at',
      'version.rejection_reason',
      'version.rejected_by_id',
      'version.rejected_by_kind',
      'version.rejected_at',
      'version.schedule_id',
      'item.project_id',
      'item.id as item_id',
      'review.step_count',
      'review.step',
      'review.given',
      'review.needed',
    ])
}

/** The items that these versions are of, by id. */
export async function contentIdsOf(tx: Tx, versionIds: readonly Id[]): Promise<Id[]> {
  const rows = await selectInChunks([...versionIds], (chunk) =>
    tx.selectFrom('versions').select('content_id').distinct().where('id', 'in', chunk).execute(),
  )
  return [...new Set(rows.map((row) => row.content_id))].sort()
}

/** The versions with these ids, oldest first; unknown and hidden ones are left out. */
export async function versionSummaries(tx: Tx, ids: readonly Id[], sight: Sight): Promise<VersionSummary[]> {
  const rows = await selectInChunks([...ids].sort(), (chunk) =>
    selectVersions(tx, sight).where('version.id', 'in', chunk).orderBy('version.id').execute(),
  )
  const schedules = await schedulesOf(tx, rows)
  return rows.map((row) => presentVersionSummary(row, schedules))
}

/** The newest version of each language of these items that the sight reaches: by item, in the order the languages were begun. */
export function languageRows(tx: Tx, contentIds: readonly Id[], sight: Sight) {
  return selectInChunks([...contentIds].sort(), (chunk) =>
    tx
      .selectFrom((eb) =>
        eb
          .selectFrom('versions')
          .where('content_id', 'in', chunk)
          .where('id', 'not in', hiddenVersions(tx, sight))
          .groupBy(['content_id', 'language'])
          .select(({ fn }) => [
            'content_id',
            'language',
            fn.max('number').as('newest'),
            fn.max('number').filterWhere('status', '=', 'published').as('published_number'),
            fn.min('id').as('first_id'),
          ])
          .as('state'),
      )
      .innerJoin('versions as version', (join) =>
        join
          .onRef('version.content_id', '=', 'state.content_id')
          .onRef('version.language', '=', 'state.language')
          .onRef('version.number', '=', 'state.newest'),
      )
      .leftJoin('project_items as item', (join) =>
        join
          .onRef('item.version_id', '=', 'version.id')
          .on('item.action', '=', 'publish')
          .on('item.project_id', 'not in', closedProjects(tx, sight)),
      )
      .select([
        'version.id',
        'version.content_id',
        'version.language',
        'version.number',
        'version.status',
        'version.title',
        'version.updated_at',
        'version.edited_by_id',
        'version.edited_by_kind',
        'state.published_number',
        'item.id as item_id',
        'item.project_id',
      ])
      .orderBy('state.content_id')
      .orderBy('state.first_id')
      .execute(),
  )
}

export type LanguageRow = Awaited<ReturnType<typeof languageRows>>[number]

/** The items with these ids, by id; unknown and deleted ones, and those of which the sight reaches no version, are left out. */
export async function contentSummaries(tx: Tx, ids: readonly Id[], sight: Sight): Promise<ContentSummary[]> {
  const items = await selectInChunks([...ids].sort(), (chunk) =>
    tx
      .selectFrom('content_items')
      .selectAll()
      .where('id', 'in', chunk)
      .where('deleted_at', 'is', null)
      .orderBy('id')
      .execute(),
  )
  const languages = Map.groupBy(await languageRows(tx, ids, sight), (row) => row.content_id)
  const holders = Map.groupBy(await holderRows(tx, ids, sight), (row) => row.content_id)
  return items.flatMap((item) => {
    const own = languages.get(item.id)
    const projectIds = (holders.get(item.id) ?? []).map((row) => row.project_id)
    return own === undefined ? [] : [presentContent(withPrivateEdit(item, own, sight), own, projectIds)]
  })
}

/** What is edited in private does not change the item for everybody else: for who sees it, that is its last change. */
function withPrivateEdit(item: Row<'content_items'>, languages: readonly LanguageRow[], sight: Sight) {
  const { updated_at: at, edited_by_id: id, edited_by_kind: kind } = languages.reduce(later)
  if (sight.size === 0 || at <= item.updated_at || id === null || kind === null) return item
  return { ...item, updated_at: at, updated_by_id: id, updated_by_kind: kind }
}

function later(one: LanguageRow, other: LanguageRow): LanguageRow {
  return other.updated_at > one.updated_at ? other : one
}

/** The projects that hold versions of these items and that the sight reaches, the oldest first. */
function holderRows(tx: Tx, contentIds: readonly Id[], sight: Sight) {
  return selectInChunks([...contentIds], (chunk) =>
    tx
      .selectFrom('project_items')
      .select(['content_id', 'project_id'])
      .distinct()
      .where('content_id', 'in', chunk)
      .where('action', '=', 'publish')
      .where('project_id', 'not in', closedProjects(tx, sight))
      .orderBy('project_id')
      .execute(),
  )
}

/** Those of these items that are in the trash, as far as the sight reaches. */
export async function deletedContent(tx: Tx, ids: readonly Id[], sight: Sight): Promise<Set<Id>> {
  const rows = await selectInChunks([...new Set(ids)], (chunk) =>
    tx
      .selectFrom('content_items')
      .select('id')
      .where('id', 'in', chunk)
      .where('deleted_at', 'is not', null)
      .where('purged_at', 'is', null)
      .execute(),
  )
  const deleted = rows.map(({ id }) => id)
  return new Set((await languageRows(tx, deleted, sight)).map((row) => row.content_id))
}

/** Those of these items of which there is more than everybody sees: hidden versions, or projects that hold them. */
export async function withheldContent(tx: Tx, ids: readonly Id[]): Promise<Set<Id>> {
  const hidden = await selectInChunks([...ids], (chunk) =>
    tx
      .selectFrom('versions')
      .select('content_id')
      .distinct()
      .where('content_id', 'in', chunk)
      .where('id', 'in', hiddenVersions(tx, noSight))
      .execute(),
  )
  const held = await selectInChunks([...ids], (chunk) => selectPrivateHolders(tx, chunk).execute())
  return new Set([...hidden, ...held].map((row) => row.content_id))
}

/** The private projects that hold versions of these items, published ones too. */
export function selectPrivateHolders(tx: Tx, contentIds: readonly Id[]) {
  return tx
    .selectFrom('project_items')
    .select(['content_id', 'project_id'])
    .distinct()
    .where('content_id', 'in', contentIds)
    .where('action', '=', 'publish')
    .where('project_id', 'in', closedProjects(tx, noSight))
}
