/**
 * Project items as the overview shows them, within the transaction of whoever asks: for answers, events and
 * snapshots alike, so that all three say the same.
 */
import { channels, type Id, type ItemsState, type ProjectItem, type Snapshot } from '@copydesk/contract'
import { Refusal } from '../../command/refusal.ts'
import type { Viewer } from '../../command/viewer.ts'
import { selectInChunks } from '../../storage/chunks.ts'
import { readPosition } from '../../storage/journal.ts'
import type { Tx } from '../../storage/storage.ts'
import { viewProject } from '../project/door.ts'
import { presentItem } from './present.ts'

function selectItems(tx: Tx) {
  return tx
    .selectFrom('project_items as item')
    .innerJoin('versions as version', 'version.id', 'item.version_id')
    .innerJoin('content_items as content', 'content.id', 'item.content_id')
    .leftJoin('comment_counts as comments', 'comments.subject_id', 'item.id')
    .leftJoin('reviews as review', (join) =>
      join.on((eb) =>
        eb(
          'review.subject_id',
          '=',
          eb
            .case()
            .when('item.action', '=', 'unpublish')
            .then(eb.ref('item.id'))
            .else(eb.ref('item.version_id'))
            .end(),
        ),
      ),
    )
    .select([
      'item.id',
      'item.revision',
      'item.project_id',
      'item.content_id',
      'item.action',
      'item.version_id',
      'item.review_status',
      'item.rejection_reason as own_rejection_reason',
      'item.rejected_by_id as own_rejected_by_id',
      'item.rejected_by_kind as own_rejected_by_kind',
      'item.rejected_at as own_rejected_at',
      'item.assignee_id',
      'item.due_date',
      'item.added_at',
      'item.updated_at',
      'item.updated_by_id',
      'item.updated_by_kind',
      'version.number',
      'version.title',
      'version.language',
      'version.status',
      'version.rejection_reason',
      'version.rejected_by_id',
      'version.rejected_by_kind',
      'version.rejected_at',
      'version.base_version_id',
      'review.step_count',
      'review.step',
      'review.given',
      'review.needed',
      'content.type',
      'comments.count as comment_count',
      'content.source',
      'content.external_id',
    ])
    .orderBy('item.id')
}

export type ItemRow = Awaited<ReturnType<ReturnType<typeof selectItems>['execute']>>[number]

/** All items of a project, oldest first, as a live snapshot. Throws `not_found` or `gone`. */
export async function readItems(tx: Tx, viewer: Viewer, projectId: Id): Promise<Snapshot<ItemsState>> {
  await viewProject(tx, viewer, projectId)
  return {
    data: await itemsOfProject(tx, projectId),
    nextCursor: null,
    position: await readPosition(tx, channels.project(projectId)),
  }
}

/** All items of a project, oldest first. */
export async function itemsOfProject(tx: Tx, projectId: Id): Promise<ProjectItem[]> {
  return (await selectItems(tx).where('item.project_id', '=', projectId).execute()).map(presentItem)
}

/** The items with these ids, oldest first; unknown ids are left out. */
export async function itemsById(tx: Tx, ids: readonly Id[]): Promise<ProjectItem[]> {
  const rows = await selectInChunks([...new Set(ids)].sort(), (chunk) =>
    selectItems(tx).where('item.id', 'in', chunk).execute(),
  )
  return rows.map(presentItem)
}

/** The items that are assigned to a person and neither ready nor out yet, whatever their project. */
export async function itemsOfAssignee(tx: Tx, personId: Id): Promise<ProjectItem[]> {
  const rows = await selectItems(tx)
    .where('item.assignee_id', '=', personId)
    .where(({ eb, fn }) =>
      eb(fn.coalesce('item.review_status', 'version.status'), 'in', ['draft', 'in_review', 'rejected']),
    )
    .execute()
  return rows.map(presentItem)
}

/** The items of a project that do something with this content, oldest first. */
export async function itemsOfContent(
  tx: Tx,
  projectId: Id,
  contentIds: readonly Id[],
): Promise<ProjectItem[]> {
  const rows = await selectInChunks([...new Set(contentIds)], (chunk) =>
    selectItems(tx).where('item.project_id', '=', projectId).where('item.content_id', 'in', chunk).execute(),
  )
  return rows.map(presentItem)
}

/** The items that hold these versions, whatever their project, oldest first. */
export async function itemsOfVersions(tx: Tx, versionIds: readonly Id[]): Promise<ProjectItem[]> {
  const rows = await selectInChunks([...new Set(versionIds)], (chunk) =>
    selectItems(tx).where('item.version_id', 'in', chunk).where('item.action', '=', 'publish').execute(),
  )
  return rows.map(presentItem).sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** The item, if it is in the project. Throws `not_found`. */
export async function requireItem(tx: Tx, projectId: Id, itemId: Id): Promise<ProjectItem> {
  const [item] = await itemsById(tx, [itemId])
  if (item?.projectId !== projectId) {
    throw new Refusal('not_found', 'There is no item with this id in this project.')
  }
  return item
}
