/** The rows of new items of a project. That their versions are free, and their content not in it yet, was seen before. */
import type { Id, ItemAction, Status } from '@copydesk/contract'
import type { CommandContext } from '../../command/command.ts'
import { chunks } from '../../storage/chunks.ts'

export interface NewItem {
  action: ItemAction
  contentId: Id
  versionId: Id
}

/** Inserts them and gives their ids, in their order. `takedownStatus`: how the review of those that unpublish stands. */
export async function insertItems(
  { tx, actor, now, newId }: CommandContext,
  projectId: Id,
  items: readonly NewItem[],
  takedownStatus: Status = 'draft',
): Promise<Id[]> {
  const rows = items.map(({ action, contentId, versionId }) => ({
    id: newId(),
    revision: 1,
    project_id: projectId,
    content_id: contentId,
    action,
    version_id: versionId,
    review_status: action === 'unpublish' ? takedownStatus : null,
    assignee_id: null,
    due_date: null,
    added_at: now,
    updated_at: now,
    updated_by_id: actor.id,
    updated_by_kind: actor.kind,
  }))
  for (const chunk of chunks(rows)) await tx.insertInto('project_items').values(chunk).execute()
  return rows.map((row) => row.id)
}
