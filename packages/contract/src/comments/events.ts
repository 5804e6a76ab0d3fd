/** What is published of comments, in `project:{id}`. */
import type { EventBase } from '../core/event.ts'
import type { Comment } from './entity.ts'

/** Comment totals after the event: of the project, and of the item the comment is about (if any). */
export interface CommentCounts {
  project: number
  item: number | null
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

export type CommentEvent = CommentCreated | CommentChanged | CommentDeleted
