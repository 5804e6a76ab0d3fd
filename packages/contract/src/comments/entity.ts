/** Comments on a project or on one of its items. */
import type { Actor } from '../core/actor.ts'
import type { Id } from '../core/ids.ts'
import type { Page } from '../core/page.ts'
import type { Instant } from '../core/time.ts'
import type { Language } from '../text/language-tag.ts'

export interface Comment {
  id: Id
  revision: number
  projectId: Id
  /** The project item the thread is about, or null when it is about the project. */
  itemId: Id | null
  /** The comment that opens the thread (equal to `id` for that comment itself). */
  threadId: Id
  /** The comment this one answers, or null for the opening comment. */
  parentId: Id | null
  author: Actor
  /** Markdown with mentions as `@[name](person:id)`; empty once deleted. */
  body: string
  createdAt: Instant
  editedAt: Instant | null
  /** Set on a deleted comment, which stays in its thread as a trace without a body. */
  deletedAt: Instant | null
}

/**
 * `GET /projects/{id}/comments?itemId=…&cursor=…&limit=…`: whole threads, newest thread first, comments
 * within a thread oldest first. The window is every thread whose id is not below `nextCursor`.
 */
export interface CommentsState extends Page<Comment> {
  /** The item whose comments these are, or null for all comments of the project. */
  itemId: Id | null
  /** All comments that match, deleted ones excepted, whether in the window or not. */
  total: number
}

/** Where a text is discussed: an item of a project that holds it, or held it. */
export interface Discussion {
  itemId: Id
  projectId: Id
  projectName: string
  language: Language
  /** Deleted ones excepted. */
  count: number
}

/**
 * `GET /content/{id}/discussions?language=…`: those with comments in projects that one sees, the newest item first. The
 * comments themselves are those of the item, in its project, and live there.
 */
export type DiscussionList = Page<Discussion>
