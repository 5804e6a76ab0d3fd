/** Finds the comment that a request names, or refuses: 404 for what never existed, 410 for what was deleted. */
import type { Comment, Id } from '@copydesk/contract'
import type { AnswerMemory } from '../command/idempotency.ts'
import { Refusal } from '../command/refusal.ts'
import { requireProject } from '../projects/project/door.ts'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'
import { presentComment } from './present.ts'

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

/** Remembered answers about a comment hold no words: sent again, the answer shows the comment as it is now. */
export const commentAsItIs: AnswerMemory<Comment> = {
  keep: ({ id }) => ({ id }),
  restore: async (tx, kept) => {
    const { id } = kept as Pick<Comment, 'id'>
    const row = await tx.selectFrom('comments').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    return presentComment(row)
  },
}
