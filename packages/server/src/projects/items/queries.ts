/**
 * Project items as the overview shows them, within the transaction of whoever asks: for answers, events and
 * snapshots alike, so that all three say the same.
 */
import type { Id, ProjectItem, Rejection } from '@copydesk/contract'
import { instant } from '../../command/command.ts'
import { pathOf } from '../../content/present.ts'
import { selectInChunks } from '../../storage/chunks.ts'
import type { Tx } from '../../storage/storage.ts'
import { requireProject } from '../project/door.ts'
import { itemNotFound } from './checks.ts'

function selectItems(tx: Tx) {
  return tx
    .selectFrom('project_items as item')
    .innerJoin('versions as version', 'version.id', 'item.version_id')
    .innerJoin('content_items as content', 'content.id', 'item.content_id')
    .leftJoin('comment_counts as comments', 'comments.subject_id', 'item.id')
    .select([
      'item.id',
      'item.revision',
      'item.project_id',
      'item.content_id',
      'item.version_id',
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
      'content.type',
      'comments.count as comment_count',
      'content.source',
      'content.external_id',
    ])
    .orderBy('item.id')
}

type ItemRow = Awaited<ReturnType<ReturnType<typeof selectItems>['execute']>>[number]

function presentItem(row: ItemRow): ProjectItem {
  return {
    id: row.id,
    revision: row.revision,
    projectId: row.project_id,
    contentId: row.content_id,
    versionId: row.version_id,
    versionNumber: row.number,
    title: row.title,
    ...pathOf(row),
    type: row.type,
    language: row.language,
    status: row.status,
    rejection: rejectionOf(row),
    assigneeId: row.assignee_id,
    dueAt: row.due_date,
    commentCount: row.comment_count ?? 0,
    addedAt: instant(row.added_at),
    updatedAt: instant(row.updated_at),
    updatedBy: { id: row.updated_by_id, kind: row.updated_by_kind },
  }
}

function rejectionOf(row: ItemRow): Rejection | null {
  const { status, rejected_by_id: id, rejected_by_kind: kind, rejected_at: at } = row
  if (status !== 'rejected' || id === null || kind === null || at === null) return null
  return { reason: row.rejection_reason ?? '', by: { id, kind }, at: instant(at) }
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

/** The items that hold these versions, whatever their project, oldest first. */
export async function itemsOfVersions(tx: Tx, versionIds: readonly Id[]): Promise<ProjectItem[]> {
  const rows = await selectInChunks([...new Set(versionIds)], (chunk) =>
    selectItems(tx).where('item.version_id', 'in', chunk).execute(),
  )
  return rows.map(presentItem).sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Reads the revision of an item that is in the project. Throws `not_found`. */
export function itemRevision(projectId: Id, itemId: Id): (tx: Tx) => Promise<number> {
  return async (tx) => {
    await requireProject(tx, projectId)
    const row = await tx
      .selectFrom('project_items')
      .select('revision')
      .where('id', '=', itemId)
      .where('project_id', '=', projectId)
      .executeTakeFirst()
    if (!row) throw itemNotFound()
    return row.revision
  }
}
