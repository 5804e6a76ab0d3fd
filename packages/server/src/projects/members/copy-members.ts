/** Lets the members of one private project into another one, as what they are there. */
import type { Id } from '@copydesk/contract'
import type { Tx } from '../../storage/storage.ts'

/** For whoever made the other one, and holds the first. */
export async function copyMembers(tx: Tx, fromId: Id, toId: Id): Promise<void> {
  const rows = await tx.selectFrom('project_members').selectAll().where('project_id', '=', fromId).execute()
  if (rows.length === 0) return
  await tx
    .insertInto('project_members')
    .values(rows.map((row) => ({ ...row, project_id: toId })))
    .execute()
}
