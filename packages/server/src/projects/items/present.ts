/** A row of project items, with its version and content, as the contract's entity: for answers and events alike. */
import type { ProjectItem, Rejection } from '@copydesk/contract'
import { instant } from '../../command/command.ts'
import { approvalsOf, pathOf, rejectionOf } from '../../content/present.ts'
import type { ItemRow } from './queries.ts'

export function presentItem(row: ItemRow): ProjectItem {
  const isTakedown = row.action === 'unpublish'
  return {
    id: row.id,
    revision: row.revision,
    projectId: row.project_id,
    contentId: row.content_id,
    action: row.action,
    versionId: row.version_id,
    versionNumber: row.number,
    baseVersionId: isTakedown ? row.version_id : row.base_version_id,
    title: row.title,
    ...pathOf(row),
    type: row.type,
    language: row.language,
    status: row.review_status ?? row.status,
    rejection: isTakedown ? ownRejectionOf(row) : rejectionOf(row),
    approvals: approvalsOf({ ...row, status: row.review_status ?? row.status }),
    assigneeId: row.assignee_id,
    dueAt: row.due_date,
    commentCount: row.comment_count ?? 0,
    addedAt: instant(row.added_at),
    updatedAt: instant(row.updated_at),
    updatedBy: { id: row.updated_by_id, kind: row.updated_by_kind },
  }
}

/** Of an item that unpublishes, whose version knows nothing of it. */
function ownRejectionOf(row: ItemRow): Rejection | null {
  return rejectionOf({
    status: row.review_status ?? row.status,
    rejection_reason: row.own_rejection_reason,
    rejected_by_id: row.own_rejected_by_id,
    rejected_by_kind: row.own_rejected_by_kind,
    rejected_at: row.own_rejected_at,
  })
}
