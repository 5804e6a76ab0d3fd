/** What is published of comments, in `project:{id}`; of threads on a text by itself in `content:{id}`. */
import type { EventBase } from '../core/event.ts'
import type { Id } from '../core/ids.ts'
import type { Language } from '../text/language-tag.ts'
import type { Comment, Reaction, Resolution, ThreadCounts } from './entity.ts'

/** Comment totals after the event, each null where the comment is in none. */
export interface CommentCounts {
  project: number | null
  item: number | null
  /** Of the threads on the text by itself. */
  text: number | null
}

/** How many threads there are after the event, each null where its thread is in none. */
export type ThreadTotals = { readonly [Subject in keyof CommentCounts]: ThreadCounts | null }

export interface CommentCreated extends EventBase<'comment.created'> {
  comment: Comment
  counts: CommentCounts
  /** It answers in a thread that was resolved, and opens it: the `resolutionRevision` of the opening comment then. */
  reopened?: number
  /** Where it opens a thread, or opens one again. */
  threads?: ThreadTotals
}

export interface CommentChanged extends EventBase<'comment.changed'> {
  comment: Comment
  counts: CommentCounts
}

/** Carries the comment without its body. Deleted comments do not count. */
export interface CommentDeleted extends EventBase<'comment.deleted'> {
  comment: Comment
  counts: CommentCounts
}

/** It is back from its trace, with the words that it had. */
export interface CommentRestored extends EventBase<'comment.restored'> {
  comment: Comment
  counts: CommentCounts
}

export type CommentEvent = CommentCreated | CommentChanged | CommentDeleted | CommentRestored

/** Its actor reacted to a comment, or took that back. Carries no words of it. */
export interface CommentReacted extends EventBase<'comment.reacted'> {
  commentId: Id
  emoji: string
  reacted: boolean
  /** All of the comment, after it. */
  reactions: Reaction[]
  reactionRevision: number
}

/** What became of a thread, where it is at home. Carries no words of it. */
interface ThreadEvent<Type extends string> extends EventBase<Type> {
  threadId: Id
  /** Of its comments: the item, or the language of a text by itself. */
  itemId: Id | null
  language: Language | null
  /** Of its opening comment, after it. */
  resolutionRevision: number
  /** A program of the version before tells nothing of it. */
  threads?: ThreadTotals
}

export interface ThreadResolved extends ThreadEvent<'thread.resolved'> {
  resolved: Resolution
}

export interface ThreadReopened extends ThreadEvent<'thread.reopened'> {
  resolved: null
}
