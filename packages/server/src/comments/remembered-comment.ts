/** Remembered answers about a comment hold no words: sent again, the answer shows the comment as it is now. */
import type { Comment, WrittenComment } from '@copydesk/contract'
import type { AnswerMemory } from '../command/idempotency.ts'
import type { Viewer } from '../command/viewer.ts'
import { viewComment } from './enter-comment.ts'
import { presentComment } from './present.ts'

/** Throws `not_found`, `forbidden` and `gone` where the viewer reads the comment no more. */
export function commentAsItIs(viewer: Viewer): AnswerMemory<Comment> {
  return {
    keep: ({ id }) => ({ id }),
    restore: async (tx, kept) => presentComment(await viewComment(tx, viewer, (kept as Comment).id)),
  }
}

/** The same of one that was written, with whom it did not tell. */
export function writtenAsItIs(viewer: Viewer): AnswerMemory<WrittenComment> {
  const memory = commentAsItIs(viewer)
  return {
    keep: ({ notTold, ...comment }) => ({ ...(memory.keep(comment) as Pick<Comment, 'id'>), notTold }),
    restore: async (tx, kept) => {
      const { notTold } = kept as Pick<WrittenComment, 'notTold'>
      const comment = await memory.restore(tx, kept)
      return notTold === undefined ? comment : { ...comment, notTold }
    },
  }
}
