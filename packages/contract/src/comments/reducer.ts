/**
 * Channel `project:{id}` or `content:{id}` applied to a window of comments: newest thread first, comments by number
 * within a thread, of which answers may be left out. A deleted comment stays as a trace without its body; comments of
 * an item that left the project stay listed.
 */

import type { ContentEvent } from '../content/events.ts'
import type { Id } from '../core/ids.ts'
import { keepRows, mapRows, oldestFirst, putRows, withValues } from '../core/rows.ts'
import { furtherCursor, isInWindow } from '../core/window.ts'
import type { ProjectEvent } from '../projects/events.ts'
import type { Comment, CommentsState, OwnReaction, Resolution } from './entity.ts'
import type { CommentCounts, CommentEvent, CommentReacted, ThreadReopened, ThreadResolved } from './events.ts'

/** The order of comments in every list of them: threads newest first, each from its opening comment on. */
export function commentOrder(a: Comment, b: Comment): number {
  if (a.threadId !== b.threadId) return a.threadId > b.threadId ? -1 : 1
  return a.number - b.number || Number(isOpening(b)) - Number(isOpening(a)) || oldestFirst(a, b)
}

/** Whether the comment opens its thread. */
export function isOpening({ id, threadId }: Pick<Comment, 'id' | 'threadId'>): boolean {
  return id === threadId
}

/** The window after the event; the same state when the event tells nothing new. */
export function applyComments(state: CommentsState, event: ProjectEvent | ContentEvent): CommentsState {
  switch (event.type) {
    case 'comment.created':
    case 'comment.changed':
    case 'comment.deleted':
    case 'comment.restored':
      return applyComment(state, event)
    case 'comment.reacted':
      return applyReaction(state, event)
    case 'thread.resolved':
    case 'thread.reopened':
      return applyResolution(state, event)
    default:
      return state
  }
}

function applyComment(state: CommentsState, event: CommentEvent): CommentsState {
  const { comment, counts } = event
  if (state.itemId !== null && comment.itemId !== state.itemId) return state
  if (state.language !== null && (comment.projectId !== null || comment.language !== state.language))
    return state
  const total = totalOf(state, counts) ?? state.total
  if (event.type !== 'comment.created') {
    return withValues(state, { data: mapRows(state.data, (row) => newestOf(row, comment)), total })
  }
  const { reopened } = event
  const threads = totalOf(state, event.threads) ?? state.threads
  if (!isInWindow(comment.threadId, state.nextCursor)) return withValues(state, { total, threads })
  const known =
    reopened === undefined ? state.data : withResolution(state.data, comment.threadId, null, reopened)
  const data = isNext(known, comment) ? putComments(known, [comment]) : known
  return withValues(state, { data, total, threads })
}

/** The newest answers are in the window, so a new one is; one that comes before them was left out of a snapshot after it. */
function isNext(list: readonly Comment[], { threadId, number }: Comment): boolean {
  // A program of the version before gives answers no number.
  return !number || list.every((row) => row.threadId !== threadId || row.number < number)
}

function applyReaction(state: CommentsState, event: CommentReacted): CommentsState {
  const { commentId, reactions, reactionRevision, emoji } = event
  const known = state.data.find((row) => row.id === commentId)
  if (known === undefined || known.reactionRevision >= reactionRevision) return state
  const data = mapRows(state.data, (row) => (row === known ? { ...row, reactions, reactionRevision } : row))
  if (event.actor.id !== state.viewerId) return withValues(state, { data })
  const others = keepRows(state.own, (one) => one.commentId !== commentId || one.emoji !== emoji)
  const own = event.reacted ? [...others, { commentId, emoji }].sort(ownOrder) : others
  return withValues(state, { data, own })
}

function applyResolution(state: CommentsState, event: ThreadResolved | ThreadReopened): CommentsState {
  const { threadId, itemId, language, resolved, resolutionRevision } = event
  if (state.itemId !== null && itemId !== state.itemId) return state
  if (state.language !== null && language !== state.language) return state
  return withValues(state, {
    data: withResolution(state.data, threadId, resolved, resolutionRevision),
    threads: totalOf(state, event.threads) ?? state.threads,
  })
}

/** What became of a thread, unless its opening comment tells something newer. */
function withResolution(
  list: Comment[],
  threadId: Id,
  resolved: Resolution | null,
  resolutionRevision: number,
): Comment[] {
  return mapRows(list, (row) =>
    row.id !== threadId || row.resolutionRevision >= resolutionRevision
      ? row
      : { ...row, resolved, resolutionRevision },
  )
}

/** Words, reactions and what became of the thread change by themselves: the newest of each. */
function newestOf(known: Comment, other: Comment): Comment {
  if (known.id !== other.id) return known
  const number = known.number || other.number
  const words = other.revision > known.revision ? other : known
  const latest = (revision: 'reactionRevision' | 'resolutionRevision') =>
    [known, other].find((row) => row[revision] > words[revision]) ?? words
  const { reactions, reactionRevision } = latest('reactionRevision')
  const { resolved, resolutionRevision } = latest('resolutionRevision')
  return withValues(words, { number, reactions, reactionRevision, resolved, resolutionRevision })
}

/** Answers left out before the comment, in a list in the order of all. */
export function leftOutBefore(comment: Comment, previous: Comment | undefined): number {
  if (previous?.threadId !== comment.threadId) return 0
  return Math.max(0, comment.number - previous.number - 1)
}

function putComments(list: Comment[], incoming: readonly Comment[]): Comment[] {
  const others = new Map(incoming.map((comment) => [comment.id, comment]))
  const kept = mapRows(list, (row) => newestOf(row, others.get(row.id) ?? row))
  return putRows(kept, incoming, commentOrder)
}

/** The order of what one reacted with, on every side. */
export function ownOrder(a: OwnReaction, b: OwnReaction): number {
  if (a.commentId !== b.commentId) return a.commentId < b.commentId ? -1 : 1
  return a.emoji < b.emoji ? -1 : a.emoji > b.emoji ? 1 : 0
}

function totalOf<Count>(
  { language, itemId }: CommentsState,
  totals: { readonly [Subject in keyof CommentCounts]: Count | null } | undefined,
): Count | null {
  if (totals === undefined) return null
  if (language !== null) return totals.text
  return itemId === null ? totals.project : totals.item
}

/**
 * The window with its next page. The page was read at another position, so the newest revision of each
 * comment wins and the totals stay: they belong to the position of the state.
 */
export function mergeCommentsPage(state: CommentsState, page: CommentsState): CommentsState {
  const known = new Map(state.data.map((row) => [row.id, row.reactionRevision]))
  const later = new Set(
    page.data.filter((row) => row.reactionRevision > (known.get(row.id) ?? -1)).map((row) => row.id),
  )
  const ownOfPage = page.own.filter(({ commentId }) => later.has(commentId))
  const own = keepRows(state.own, ({ commentId }) => !later.has(commentId))
  return withValues(state, {
    data: putComments(state.data, page.data),
    own: ownOfPage.length === 0 ? own : [...own, ...ownOfPage].sort(ownOrder),
    nextCursor: furtherCursor(state.nextCursor, page.nextCursor),
  })
}

/** The window with a part of a thread that it has: answers that were left out. */
export function mergeThreadPart(state: CommentsState, part: CommentsState): CommentsState {
  const threads = new Set(state.data.filter(isOpening).map(({ id }) => id))
  const data = part.data.filter(({ threadId }) => threads.has(threadId))
  return mergeCommentsPage(state, { ...part, data, nextCursor: state.nextCursor })
}
