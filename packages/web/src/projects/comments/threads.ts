/** Comments as threads: the opening comment and its answers. Pure; the order is the one of the snapshot. */
import type { Comment, Id } from '@copydesk/contract'

export interface Thread {
  id: Id
  opening: Comment
  replies: Comment[]
}

/** The threads of a list of comments; answers whose opening comment is not in the list are left out. */
export function threadsOf(comments: readonly Comment[]): Thread[] {
  const threads = new Map<Id, Thread>()
  for (const comment of comments) {
    if (comment.id === comment.threadId) {
      threads.set(comment.id, { id: comment.id, opening: comment, replies: [] })
    }
  }
  for (const comment of comments) {
    if (comment.id !== comment.threadId) threads.get(comment.threadId)?.replies.push(comment)
  }
  return [...threads.values()]
}

/** Comments by others that one list has and the earlier one had not, but for answers that were left out of that. */
export function arrivedSince(
  earlier: readonly Comment[],
  later: readonly Comment[],
  me: Id,
): readonly Comment[] {
  const newest = new Map(earlier.map(({ threadId, number }) => [threadId, number]))
  const known = new Set(earlier.map((comment) => comment.id))
  return later.filter(
    ({ id, threadId, number, author }) =>
      !known.has(id) && author.id !== me && number > (newest.get(threadId) ?? -1),
  )
}

/** Answers that one press brings into sight. */
export const broughtAtOnce = 50
