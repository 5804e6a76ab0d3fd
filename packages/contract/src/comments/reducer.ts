/**
 * Channel `project:{id}` or `content:{id}` applied to a window of comments: whole threads, newest thread first, oldest comment
 * first within a thread. A deleted comment stays as a trace without its body; comments of an item that left
 * the project stay listed.
 */

import type { ContentEvent } from '../content/events.ts'
import { oldestFirst, putRows, withValues } from '../core/rows.ts'
import { furtherCursor, isInWindow } from '../core/window.ts'
import type { ProjectEvent } from '../projects/events.ts'
import type { Comment, CommentsState } from './entity.ts'
import type { CommentCounts, CommentEvent } from './events.ts'

/** The order of comments in every list of them: threads newest first, each from its opening comment on. */
export function commentOrder(a: Comment, b: Comment): number {
  if (a.threadId !== b.threadId) return a.threadId > b.threadId ? -1 : 1
  return oldestFirst(a, b)
}

/** The window after the event; the same state when the event tells nothing new. */
export function applyComments(state: CommentsState, event: ProjectEvent | ContentEvent): CommentsState {
  switch (event.type) {
    case 'comment.created':
    case 'comment.changed':
    case 'comment.deleted':
      return applyComment(state, event)
    default:
      return state
  }
}

function applyComment(state: CommentsState, { comment, counts }: CommentEvent): CommentsState {
  if (state.itemId !== null && comment.itemId !== state.itemId) return state
  if (state.language !== null && (comment.projectId !== null || comment.language !== state.language))
    return state
  const total = totalOf(state, counts) ?? state.total
  const data = isInWindow(comment.threadId, state.nextCursor)
    ? putRows(state.data, [comment], commentOrder)
    : state.data
  return withValues(state, { data, total })
}

function totalOf({ language, itemId }: CommentsState, counts: CommentCounts): number | null {
  if (language !== null) return counts.text
  return itemId === null ? counts.project : counts.item
}

/**
 * The window with its next page. The page was read at another position, so the newest revision of each
 * comment wins and the total stays: it belongs to the position of the state.
 */
export function mergeCommentsPage(state: CommentsState, page: CommentsState): CommentsState {
  return withValues(state, {
    data: putRows(state.data, page.data, commentOrder),
    nextCursor: furtherCursor(state.nextCursor, page.nextCursor),
  })
}
