/** What must hold of whom and what a task names. */
import { type Id, may } from '@copydesk/contract'
import { Refusal } from '../../command/refusal.ts'
import type { Tx } from '../../storage/storage.ts'
import { requireAssignee } from '../items/checks.ts'

/** Throws `invalid_request` unless the item is in the project. */
export async function requireTaskItem(tx: Tx, projectId: Id, itemId: Id): Promise<void> {
  const item = await tx
    .selectFrom('project_items')
    .select('id')
    .where('id', '=', itemId)
    .where('project_id', '=', projectId)
    .executeTakeFirst()
  if (item) return
  const message = 'is not in this project'
  throw new Refusal('invalid_request', `The item ${message}.`, { errors: [{ path: '/itemId', message }] })
}

/** Throws `invalid_request` unless there is such a person, whose role lets them tick it off. */
export async function requireTaskAssignee(tx: Tx, assigneeId: Id): Promise<void> {
  await requireAssignee(tx, assigneeId)
  const { name, role } = await tx
    .selectFrom('people')
    .select(['name', 'role'])
    .where('id', '=', assigneeId)
    .executeTakeFirstOrThrow()
  if (may(role, 'item.review')) return
  const message = `${name} has the role "${role}", which does not tick off tasks`
  throw new Refusal('invalid_request', `${message}.`, { errors: [{ path: '/assigneeId', message }] })
}
