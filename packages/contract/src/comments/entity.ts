/** Comments on a project, on one of its items, or on a text that no project holds. */
import type { Actor } from '../core/actor.ts'
import type { Id } from '../core/ids.ts'
import type { Page } from '../core/page.ts'
import type { Instant } from '../core/time.ts'
import type { Language } from '../text/language-tag.ts'
import type { NotTold } from './not-told.ts'
import type { Passage } from './passages/entity.ts'

export interface Comment {
  id: Id
  revision: number
  /** Null for a thread on a text by itself. */
  projectId: Id | null
  /** The project item the thread is about; null when it is about the project, or in none. */
  itemId: Id | null
  /** The content that the thread is about, through an item or by itself; null when it is about a project. */
  contentId: Id | null
  language: Language | null
  /** The comment that opens the thread (equal to `id` for that comment itself). */
  threadId: Id
  /** The comment this one answers, or null for the opening comment. */
  parentId: Id | null
  /** Its place in the thread: 0 opens it, the answers count from 1 on without a gap, since deleted ones stay. */
  number: number
  /** The words of the text that the thread is about, of its opening comment alone; null: the whole text. */
  passage: Passage | null
  author: Actor
  /** Markdown with mentions as `@[name](person:id)` and `@[name](group:id)`, and content as `[#title](content:id)`; empty once deleted. */
  body: string
  createdAt: Instant
  editedAt: Instant | null
  /** Set on a deleted comment, which stays in its thread as a trace without a body. */
  deletedAt: Instant | null
  /** In the order in which each emoji was first used; none once deleted. */
  reactions: Reaction[]
  /** Counts the changes of `reactions`, which leave `revision` as it is: nobody's edit is in their way. */
  reactionRevision: number
  /** Of the opening comment alone: who said that its thread is settled, and when; null: it is open. */
  resolved: Resolution | null
  /** Counts the changes of `resolved`, which leave `revision` as it is too. */
  resolutionRevision: number
}

/** Who resolved a thread, and when. */
export interface Resolution {
  by: Actor
  at: Instant
}

/** A comment as whoever wrote it just now is answered. */
export interface WrittenComment extends Comment {
  /** Absent where everybody whom it mentions from now on sees it, and for keys that may not read people or projects. */
  notTold?: NotTold[]
}

/** Characters of a comment at most. */
export const maxCommentLength = 20_000

/** What a comment said before it was edited. */
export interface EarlierWords {
  id: Id
  /** The revision of the comment that had them. */
  revision: number
  /** Markdown, as of a comment. */
  body: string
  writtenAt: Instant
}

/** `GET /comments/{id}/history`: the last 50 at most, newest first; without those that were taken out. */
export type CommentHistory = Page<EarlierWords>

/** How many earlier words of a comment are kept. */
export const maxEarlierWords = 50

/** How long a deleted comment can be brought back. */
export const restorableForMs = 10 * 60_000

/** An emoji that people reacted with to a comment. */
export interface Reaction {
  emoji: string
  /** How many reacted with it. */
  count: number
  /** The first of them, so that a reaction of thousands stays small. */
  first: Actor[]
}

/** How many of the newest answers come with a long thread. */
export const newestAnswers = 3

/** A thread comes whole where no more answers than this would be left out: nothing would be gained. */
export const fewAnswers = 4

/** The newest answers of all threads of a page that one may ask for: `limit` times `answers`. */
export const maxAnswersOfPage = 1000

/** Comments at most of which a list has the answers around. */
export const maxAround = 20

/** Answers that are read at once on each side of a comment, if not said otherwise. */
export const answersAround = 25

/** How many of those who reacted with an emoji are named with it. */
export const maxNamedReactors = 10

/** What one reacted with to which comment. */
export interface OwnReaction {
  commentId: Id
  emoji: string
}

/** Where a thread is at home: in a project, about it or an item of it; or on a text by itself. */
export type ThreadHome = { projectId: Id; itemId: Id | null } | { contentId: Id; language: Language }

/** The home of the thread that a comment is in. */
export function homeOf({
  projectId,
  itemId,
  contentId,
  language,
}: Pick<Comment, 'projectId' | 'itemId' | 'contentId' | 'language'>): ThreadHome {
  return projectId === null && contentId !== null && language !== null
    ? { contentId, language }
    : { projectId: projectId ?? '', itemId }
}

/**
 * `GET /projects/{id}/comments?itemId=…&cursor=…&limit=…` and `GET /content/{id}/comments?language=…`: newest thread first, comments
 * within a thread by their number. The window is every thread whose id is not below `nextCursor`; of each it has the
 * opening comment and the newest answers, of a long one not all others: what is left out between two of them, their
 * numbers say.
 */
export interface CommentsState extends Page<Comment> {
  /** The item whose comments these are, or null for all comments of the project. */
  itemId: Id | null
  /** Of the text whose threads without a project these are; null for comments of a project. */
  language: Language | null
  /** A private project holds the text, and one is not in it: there is nothing to read, and nothing may be written. */
  isClosed: boolean
  /** All comments that match, deleted ones excepted, whether in the window or not. */
  total: number
  /** All threads that match, whether in the window or not. */
  threads: ThreadCounts
  /** Whoever reads them. */
  viewerId: Id
  /** What the viewer reacted with, to comments in the window; by comment and emoji. */
  own: OwnReaction[]
}

/** How many threads are open, and how many resolved; those of which only traces are left too, since lists show these. */
export interface ThreadCounts {
  open: number
  resolved: number
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
