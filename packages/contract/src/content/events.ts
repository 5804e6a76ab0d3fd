/** What is published in `content` and in `content:{id}`. */
import type { EventBase } from '../core/event.ts'
import type { ContentSummary, VersionSummary } from './entity.ts'

export interface ContentChanged extends EventBase<'content.changed'> {
  items: ContentSummary[]
}

/** Channel `content`: created items come as changed ones with an unknown id. */
export type ContentListEvent = ContentChanged

export interface VersionsChanged extends EventBase<'version.changed'> {
  content: ContentSummary
  /** New and changed versions, without bodies: an open editor loads the body when its version grew. */
  versions: VersionSummary[]
}

/** Channel `content:{id}`. */
export type ContentEvent = VersionsChanged
