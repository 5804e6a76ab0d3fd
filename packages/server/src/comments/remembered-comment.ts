/** Remembered answers about a comment hold no words: sent again, the answer shows the comment as it is now. */
import type { Comment } from '@copydesk/contract'
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
