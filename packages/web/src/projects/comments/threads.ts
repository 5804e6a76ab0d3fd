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

/** Comments by others that one list has and the earlier one had not. */
export function arrivedSince(
  earlier: readonly Comment[],
  later: readonly Comment[],
  me: Id,
): readonly Comment[] {
  const known = new Set(earlier.map((comment) => comment.id))
  return later.filter((comment) => !known.has(comment.id) && comment.author.id !== me)
}

/** Answers that stay in sight at the end of a thread whose others are folded. */
const answersInSight = 3

/** Threads with so many answers are not folded: nothing would be gained. */
const foldedFrom = 8

/** Answers that one press brings into sight. */
export const unfoldedAtOnce = 50

/** How many of so many answers are folded away when a thread is first seen. */
export function foldedAtFirst(answers: number): number {
  return answers < foldedFrom ? 0 : answers - answersInSight
}
