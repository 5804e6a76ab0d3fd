/** What a person is to do next in any project: decide, go on with, tick off, answer. */
import type { Status } from '../../content/status.ts'
import type { Actor } from '../../core/actor.ts'
import type { Id } from '../../core/ids.ts'
import type { Page } from '../../core/page.ts'
import type { CalendarDate } from '../../core/time.ts'
import type { Language } from '../../text/language-tag.ts'

/**
 * To decide on what is in review, to go on with a text, to tick off a task, to answer a comment that mentions them; to
 * review what waits for nobody in particular.
 */
export const awaitedKinds = ['approve', 'finish', 'tick', 'answer', 'review'] as const
export type AwaitedKind = (typeof awaitedKinds)[number]

export interface Awaited {
  /** Of the item, of the task or of the thread; of the version, where no project holds it. */
  id: Id
  kind: AwaitedKind
  /** Null for a version that is in no project, and for a thread on a text by itself. */
  projectId: Id | null
  projectName: string | null
  /** The item, or the one that the task or the thread is about. */
  itemId: Id | null
  taskId: Id | null
  /** Of the text; null for a task. */
  contentId: Id | null
  versionId: Id | null
  /** Of the text that a thread is about; null for all else. */
  language: Language | null
  /** The newest comment of the thread that asks for an answer; null for all else. */
  commentId: Id | null
  /** Who wrote that. */
  askedBy: Actor | null
  /** Of the text that is to be decided on, as a decision names it; null for all else. */
  textRevision: number | null
  /** Of the item, of the task or of the version; of a comment its first words. */
  title: string
  /** Null for a task and for a thread. */
  status: Status | null
  /** Why it was rejected, where somebody said so. */
  reason: string | null
  dueAt: CalendarDate | null
}

/** How many of them one is shown at most. */
export const mostAwaited = 200

/** Whether one decides on a text by it. */
export function isDecidable(kind: AwaitedKind): boolean {
  return kind === 'approve' || kind === 'review'
}

/**
 * `GET /me/awaiting`: what is due first comes first, and what anyone may review last. `total` counts what is left out too;
 * `open` of them wait for nobody in particular.
 */
export interface AwaitingState extends Page<Awaited> {
  total: number
  open: number
}
