/** What is published of comments, in `project:{id}`; of threads on a text by itself in `content:{id}`. */
import type { EventBase } from '../core/event.ts'
import type { Id } from '../core/ids.ts'
import type { Comment, Reaction } from './entity.ts'

/** Comment totals after the event, each null where the comment is in none. */
export interface CommentCounts {
  project: number | null
  item: number | null
  /** Of the threads on the text by itself. */
  text: number | null
}

export interface CommentCreated extends EventBase<'comment.created'> {
  comment: Comment
  counts: CommentCounts
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
