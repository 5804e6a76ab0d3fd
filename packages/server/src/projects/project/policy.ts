/** Who may follow projects live: the same people who may read them. Every project is visible to all of them. */
import type { Id, Role } from '@copydesk/contract'
import { may } from '../../policy.ts'
import type { Tx } from '../../storage/storage.ts'

/** Whether a person with this role may subscribe to the channel `projects`. */
export function mayFollowProjects(role: Role): boolean {
  return may(role, 'project.read')
}

/**
 * Whether a person with this role may subscribe to `project:{id}` and `here:{id}`. A deleted project's channel
 * stays open to them: whoever was away learns of the deletion by recovery.
 */
export async function mayFollowProject(tx: Tx, role: Role, projectId: Id): Promise<boolean> {
  if (!may(role, 'project.read')) return false
  const row = await tx.selectFrom('projects').select('id').where('id', '=', projectId).executeTakeFirst()
  return row !== undefined
}
