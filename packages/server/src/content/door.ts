/** Who may follow content live: the same people who may read it. Every item is visible to all of them. */
import type { Id, Role } from '@copydesk/contract'
import { may } from '../policy.ts'
import type { Tx } from '../storage/storage.ts'

/** Whether a person with this role may subscribe to the channel `content`. */
export function mayFollowContentList(role: Role): boolean {
  return may(role, 'content.read')
}

/** Whether a person with this role may subscribe to `content:{id}`. */
export async function mayFollowContent(tx: Tx, role: Role, contentId: Id): Promise<boolean> {
  if (!may(role, 'content.read')) return false
  const row = await tx.selectFrom('content_items').select('id').where('id', '=', contentId).executeTakeFirst()
  return row !== undefined
}
