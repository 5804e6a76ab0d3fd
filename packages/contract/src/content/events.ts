/** What is published in `content` and in `content:{id}`. */
import type { CommentEvent, CommentReacted, ThreadReopened, ThreadResolved } from '../comments/events.ts'
import type { EventBase } from '../core/event.ts'
import type { Id } from '../core/ids.ts'
import type { ContentSummary, VersionSummary } from './entity.ts'

/**
 * What everybody sees of these items. Where there is more of one than this says, for those who see into private projects,
 * they load it again: its own channel says so (`isWithheld`), of lists their own does (`private_content.changed`).
 */
export interface ContentChanged extends EventBase<'content.changed'> {
  items: ContentSummary[]
  /** Those that are in the trash. */
  deletedIds?: Id[]
}

/**
 * Channel `person:#{id}`, where this person sees more of these items than everybody does: whatever shows them, or threads
 * on their texts, is loaded again. The channels of content tell of what everybody sees, and of nothing else.
 */
export interface PrivateContentChanged extends EventBase<'private_content.changed'> {
  contentIds: Id[]
}

/** Channel `content`: created items come as changed ones with an unknown id. */
export type ContentListEvent = ContentChanged

export interface VersionsChanged extends EventBase<'version.changed'> {
  content: ContentSummary
  /** New and changed versions, without bodies: an open editor loads the body when its version grew. */
  versions: VersionSummary[]
  /** Versions that are not there any more: drafts of an import that was taken back. */
  removedIds?: Id[]
  /** As of `content.changed`. */
  isWithheld?: true
}

/** A private project holds all of it from now on: it is there for the members of that alone. */
export interface ContentWithheld extends EventBase<'content.withheld'> {
  contentId: Id
}

/** It is in the trash, and out of all projects. */
export interface ContentDeleted extends EventBase<'content.deleted'> {
  contentId: Id
}

/** It is back from the trash: whoever saw it go loads it anew. */
export interface ContentRestored extends EventBase<'content.restored'> {
  contentId: Id
}

/** Channel `content:{id}`. */
export type ContentEvent =
  | VersionsChanged
  | ContentWithheld
  | ContentDeleted
  | ContentRestored
  | CommentEvent
  | CommentReacted
  | ThreadResolved
  | ThreadReopened
