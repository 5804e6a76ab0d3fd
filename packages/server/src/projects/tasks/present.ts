/** A row of tasks as the contract's entity, for answers and events alike. */
import type { Task } from '@copydesk/contract'
import { instant } from '../../command/command.ts'
import type { Row } from '../../storage/schema.ts'

export function presentTask(row: Row<'tasks'>): Task {
  const { done_by_id, done_by_kind, done_at } = row
  const isDone = done_by_id !== null && done_by_kind !== null && done_at !== null
  return {
    id: row.id,
    revision: row.revision,
    projectId: row.project_id,
    itemId: row.item_id,
    title: row.title,
    blocksPublishing: row.blocks === 1,
    assigneeId: row.assignee_id,
    dueAt: row.due_date,
    place: row.place,
    done: isDone ? { by: { id: done_by_id, kind: done_by_kind }, at: instant(done_at) } : null,
    createdBy: { id: row.created_by_id, kind: row.created_by_kind },
    createdAt: instant(row.created_at),
    updatedAt: instant(row.updated_at),
    updatedBy: { id: row.updated_by_id, kind: row.updated_by_kind },
  }
}
