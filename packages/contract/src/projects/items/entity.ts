/** The versions that a project bundles. */
import type { ApprovalCount, ContentType, Rejection } from '../../content/entity.ts'
import type { ReferenceKind } from '../../content/references.ts'
import type { Status } from '../../content/status.ts'
import type { Actor } from '../../core/actor.ts'
import type { Id } from '../../core/ids.ts'
import type { Page } from '../../core/page.ts'
import type { CalendarDate, Instant } from '../../core/time.ts'
import type { Language } from '../../text/language-tag.ts'

/** What a project does with an item when it is published. */
export const itemActions = ['publish', 'unpublish'] as const
export type ItemAction = (typeof itemActions)[number]

/**
 * What a project does with a content item in a language: the compact row of the project overview. One for each of them
 * in a project.
 */
export interface ProjectItem {
  id: Id
  revision: number
  projectId: Id
  contentId: Id
  action: ItemAction
  /** What goes live, or is taken down: an item that unpublishes names the version that is live, and holds none. */
  versionId: Id
  versionNumber: number
  /** What was live when the version was begun, or was taken for its base since; null: nothing was. */
  baseVersionId: Id | null
  title: string
  /** As the content item has it. */
  path?: string
  type: ContentType
  language: Language
  /** Of the version; where it unpublishes, of that. */
  status: Status
  /** Null unless the status is `rejected`. */
  rejection: Rejection | null
  /** How far its approvals are, while it is in review under a rule that asks for some; null else. */
  approvals: ApprovalCount | null
  assigneeId: Id | null
  /** The day it is due on. */
  dueAt: CalendarDate | null
  commentCount: number
  addedAt: Instant
  updatedAt: Instant
  updatedBy: Actor
}

/** `GET /projects/{id}/items`: all of them, by id. */
export type ItemsState = Page<ProjectItem>

/** Content that texts of a project refer to, directly or through each other, and that is neither live nor in the project. */
export interface ReferredItem {
  contentId: Id
  /** In which it would be added. */
  language: Language
  title: string
  type: ContentType
  status: Status
  /** An embed where any of them embeds it. */
  kind: ReferenceKind
  /** The first of the texts that refer to it. */
  referredBy: { contentId: Id; title: string }
}

/** `GET /projects/{id}/references`: what could be added, nearest first, at most 200. */
export type ReferredItems = Page<ReferredItem>
