/** Remembered answers about a comment hold no words: sent again, the answer shows the comment as it is now. */
import type { Comment } from '@copydesk/contract'
import type { AnswerMemory } from '../command/idempotency.ts'
import { presentComment } from './present.ts'

export const commentAsItIs: AnswerMemory<Comment> = {
  keep: ({ id }) => ({ id }),
  restore: async (tx, kept) => {
    const { id } = kept as Pick<Comment, 'id'>
    const row = await tx.selectFrom('comments').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    return presentComment(row)
  },
}
