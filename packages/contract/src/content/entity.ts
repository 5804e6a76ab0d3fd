/** Content items, their languages and versions, and the texts that lost to others. */
import type { Actor } from '../core/actor.ts'
import type { Id } from '../core/ids.ts'
import type { Page } from '../core/page.ts'
import type { Instant } from '../core/time.ts'
import type { Schedule } from '../projects/schedules/entity.ts'
import type { Language } from '../text/language-tag.ts'
import type { Reference } from './references.ts'
import type { Status } from './status.ts'

export const contentTypes = ['page', 'block', 'media'] as const
export type ContentType = (typeof contentTypes)[number]

/** A line of the content list: one item in one language with its newest version. */
export interface ContentSummary {
  /** Id of the content item. */
  id: Id
  revision: number
  type: ContentType
  /** Title of the newest version in the item's first language. */
  title: string
  /** Where an imported item comes from, `docs/guide/start.md`: tells equal titles apart. Absent for others. */
  path?: string
  languages: LanguageState[]
  /** The projects that hold a version of it, in any language; of private ones those that the reader is in. */
  projectIds: Id[]
  createdAt: Instant
  updatedAt: Instant
  updatedBy: Actor
}

/** How one language of a content item stands. */
export interface LanguageState {
  language: Language
  /** The newest version in this language. */
  versionId: Id
  number: number
  status: Status
  title: string
  /** Number of the version that is live, or null if the language was never published. */
  publishedNumber: number | null
  /** The project that holds the newest version, if any. */
  projectId: Id | null
}

/** Why a version was rejected: a sentence, by whom and when. */
export interface Rejection {
  /** Empty where whoever rejected it said nothing. */
  reason: string
  by: Actor
  at: Instant
}

/** How far the approvals of an item or version are: "1 of 2". */
export interface ApprovalCount {
  /** The step that it is at: 1, 2, 3 … */
  step: number
  steps: number
  /** Approvals that count in that step, and how many it needs. */
  given: number
  needed: number
}

export interface Version {
  id: Id
  revision: number
  contentId: Id
  language: Language
  /** 1, 2, 3 … within content item and language. */
  number: number
  status: Status
  /** What was live when it was begun, or was taken for its base since; null: nothing was. */
  baseVersionId: Id | null
  title: string
  /** Grows with each edit of title or body, and with nothing else: says which text somebody read. */
  textRevision: number
  /** Markdown. */
  body: string
  fields: Fields
  author: Actor
  /** Who wrote the present text. */
  editedBy: Actor
  /** Null unless the status is `rejected`. */
  rejection: Rejection | null
  /** How far its approvals are, while it is in review under a rule that asks for some; null else. */
  approvals: ApprovalCount | null
  /** The project that holds this version, and its item there; a version is in at most one. */
  projectId: Id | null
  itemId: Id | null
  /** Of it by itself: one that is pending or missed, or failed and was not dismissed. */
  schedule: Schedule | null
  createdAt: Instant
  updatedAt: Instant
}

/**
 * A text of a version that lost to another one, kept in the version's history. It is no draft: it cannot be added to
 * a project nor published, only read and taken up again.
 */
export interface KeptText {
  id: Id
  versionId: Id
  title: string
  /** Markdown. */
  body: string
  /** Whose words these are. */
  author: Actor
  /** When they lost. */
  keptAt: Instant
}

/** A kept text without its body, for lists. */
export type KeptTextSummary = Omit<KeptText, 'body'>

/** What an imported file says of itself beside title, language and text: the rest of its front matter, by key. */
export type Fields = Readonly<Record<string, unknown>>

/** A version without its text, for lists of versions. */
export type VersionSummary = Omit<Version, 'body' | 'fields'>

/**
 * `GET /content?q=…&type=…&language=…&status=…&cursor=…&limit=…`: newest first by id. The window is every
 * item whose id is not below `nextCursor`.
 */
export interface ContentListState extends Page<ContentSummary> {
  q: string
  type: ContentType | null
  language: Language | null
  status: Status | null
}

/** `GET /content/{id}`: the item and all its versions without bodies, newest first. */
export type ContentState = ContentSummary & { versions: VersionSummary[] }

/** `GET /content/{id}/versions/{versionId}/kept-texts`: the texts that lost, newest first. */
export type KeptTextList = Page<KeptTextSummary>

/** What a version refers to, as that stands now; null: nothing has that id. */
export interface ContentReference extends Reference {
  content: ContentSummary | null
  /** It was deleted, and can be brought back. */
  isInTrash?: true
}

/**
 * `GET /content/{id}/versions/{versionId}/references`: what the saved text refers to. The channel `content` tells how
 * that stands later; another text is another list.
 */
export type VersionReferences = Page<ContentReference>

/** The title of an item as one sees it now. */
export interface ContentTitle {
  id: Id
  /** Of the item; 0 where there is no title. */
  revision: number
  /** Null where one sees no such item, or it was deleted. */
  title: string | null
  /** The newest version in each language that one sees. */
  languages: Pick<LanguageState, 'language' | 'versionId' | 'title'>[]
}

/** So many items are asked for at once. */
export const maxTitles = 100

/** `GET /content/titles`: one for each id that was asked for. The channel `content` tells of other titles later. */
export interface ContentTitles {
  data: ContentTitle[]
}

/** `GET /content/{id}/versions/{versionId}` (not live: the channel `content:{id}` tells when it is outdated). */
export type VersionDocument = Version
