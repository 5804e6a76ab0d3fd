/** What is sent and answered where content is written. */
import type { Id } from '../core/ids.ts'
import type { LeftItem } from '../projects/commands.ts'
import type { Language } from '../text/language-tag.ts'
import type { ContentSummary, ContentType, Version } from './entity.ts'
import type { SettableStatus } from './status.ts'

/** `POST /content` answers 201 with the summary and its first draft. */
export interface CreateContent {
  type: ContentType
  language: Language
  title: string
  body?: string | undefined
}

export interface CreatedContent {
  content: ContentSummary
  version: Version
}

/** `POST /content/{id}/restore` answers the item as it is back, and its items in projects that did not come along. */
export interface RestoredContent {
  content: ContentSummary
  left: LeftItem[]
}

/** `POST /content/{id}/versions`: a new draft, from the newest version of the language or from the one named. */
export interface CreateVersion {
  language: Language
  fromVersionId?: Id | undefined
}

/** `PATCH /content/{id}/versions/{versionId}`, with `If-Match`; published versions cannot be changed. */
export interface ChangeVersion {
  title?: string | undefined
  body?: string | undefined
  /** The text that this replaces lost to it: it is kept in the version's history. */
  keepReplaced?: boolean | undefined
}

/** `POST /content/{id}/versions/{versionId}/status` answers the version: as the item of a project that holds it moves. */
export interface MoveVersion {
  status: SettableStatus
  /** Why, in a sentence; with the status `rejected` only. */
  reason?: string | undefined
}

/**
 * `POST /content/{id}/versions/{versionId}/rebase` answers the version: what is live now is its base from here on, so
 * that publishing it is no conflict.
 */
export interface RebaseVersion {
  /** What is live, as its reader saw it; null: nothing is. Refused (412) when that changed since. */
  onto: Id | null
  /** The text with what is live taken in; left out, it stays as it is. A ready version is reviewed again. */
  title?: string | undefined
  body?: string | undefined
}

/** `POST /content/{id}/versions/{versionId}/kept-texts` answers 201 with the kept text: a text that lost to another. */
export interface KeepText {
  title: string
  body: string
}
