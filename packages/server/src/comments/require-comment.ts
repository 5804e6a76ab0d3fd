/** Finds the comment that a request names, or refuses: 404 for what never existed, 410 for what was deleted. */
import type { Id } from '@copydesk/contract'
import { Refusal } from '../command/refusal.ts'
import { requireProject } from '../projects/rows.ts'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'

/** The comment, if neither it nor its project was deleted. */
export async function requireComment(tx: Tx, commentId: Id): Promise<Row<'comments'>> {
  const row = await tx.selectFrom('comments').selectAll().where('id', '=', commentId).executeTakeFirst()
  if (!row) throw new Refusal('not_found', 'There is no such comment.')
  if (row.deleted_at !== null) throw new Refusal('gone', 'The comment was deleted.')
  await requireProject(tx, row.project_id)
  return row
}

/** Reads the revision of a comment that is there. */
export function commentRevision(commentId: Id): (tx: Tx) => Promise<number> {
  return async (tx) => (await requireComment(tx, commentId)).revision
}
