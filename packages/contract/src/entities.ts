/**
 * The nouns of Copydesk as they cross the HTTP API and the wire: plain JSON shapes.
 * Ids are UUIDv7 (RFC 9562), instants ISO 8601 in UTC. Every entity has an `id` and a `revision`
 * that grows by at least one with each change, so that the newer of two copies can be told.
 * No zod and no logic here: these types reach the browser bundle.
 */

/** UUIDv7 in its lower-case text form; ids of one kind sort by creation time. */
export type Id = string
/** ISO 8601 instant in UTC with milliseconds, e.g. `2026-01-31T09:30:00.000Z`. */
export type Instant = string
/** A day of the calendar wherever one is, `2026-01-31` (RFC 3339 full-date). */
export type CalendarDate = string
/** BCP 47 language tag, e.g. `en` or `sv-SE`. */
export type Language = string

export const roles = ['admin', 'editor', 'reviewer', 'viewer'] as const
export type Role = (typeof roles)[number]

/** Who did something: a person, or the system itself (jobs, import). Names come from the people snapshot. */
export interface Actor {
  id: Id
  kind: 'person' | 'system'
}

export interface Person {
  id: Id
  revision: number
  name: string
  email: string
  role: Role
  createdAt: Instant
}

/** Every status a version can have; the last three are results of scheduling and publishing only. */
export const statuses = [
  'draft',
  'in_review',
  'ready',
  'rejected',
  'scheduled',
  'published',
  'previously_published',
] as const
export type Status = (typeof statuses)[number]

/** The statuses a person may set on an item by hand. */
export const settableStatuses = ['draft', 'in_review', 'ready', 'rejected'] as const
export type SettableStatus = (typeof settableStatuses)[number]

export type StatusCounts = Record<Status, number>

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

export interface Version {
  id: Id
  revision: number
  contentId: Id
  language: Language
  /** 1, 2, 3 … within content item and language. */
  number: number
  status: Status
  title: string
  /** Markdown. */
  body: string
  fields: Fields
  author: Actor
  /** Who wrote the present text. */
  editedBy: Actor
  /** The project that holds this version; a version is in at most one. */
  projectId: Id | null
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

/** A colour of the project palette; the web app maps each to a pair of light and dark tokens. */
export const projectColors = ['slate', 'blue', 'teal', 'green', 'amber', 'orange', 'rose', 'violet'] as const
export type ProjectColor = (typeof projectColors)[number]

export interface Project {
  id: Id
  revision: number
  name: string
  description: string
  color: ProjectColor
  createdBy: Actor
  createdAt: Instant
  updatedAt: Instant
  /** When the project was last published as a whole or in part, or null. */
  publishedAt: Instant | null
}

/** A line of the projects list. Counts follow within a second of a change, not with each item. */
export interface ProjectSummary extends Project {
  counts: StatusCounts
  commentCount: number
}

/** Why a version was rejected: a sentence, by whom and when. */
export interface Rejection {
  /** Empty where whoever rejected it said nothing. */
  reason: string
  by: Actor
  at: Instant
}

/** A version bundled into a project: the compact row of the project overview. */
export interface ProjectItem {
  id: Id
  revision: number
  projectId: Id
  contentId: Id
  versionId: Id
  versionNumber: number
  title: string
  /** As the content item has it. */
  path?: string
  type: ContentType
  language: Language
  status: Status
  /** Null unless the status is `rejected`. */
  rejection: Rejection | null
  assigneeId: Id | null
  /** The day it is due on. */
  dueAt: CalendarDate | null
  commentCount: number
  addedAt: Instant
  updatedAt: Instant
  updatedBy: Actor
}

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

/** Why a person got a notification, strongest first; a person gets one per event, for the strongest reason. */
export const notificationReasons = ['mention', 'reply', 'assigned', 'author', 'owner'] as const
export type NotificationReason = (typeof notificationReasons)[number]

export const notificationKinds = [
  'comment.created',
  'item.status_changed',
  'item.assigned',
  'project.published',
] as const
export type NotificationKind = (typeof notificationKinds)[number]

export interface Notification {
  id: Id
  revision: number
  kind: NotificationKind
  reason: NotificationReason
  actor: Actor
  projectId: Id
  projectName: string
  itemId: Id | null
  itemTitle: string | null
  commentId: Id | null
  /** One plain line that adds to kind and reason: the start of a comment, or `draft → ready`. */
  excerpt: string
  createdAt: Instant
  /** Set when the person opened the bell since; unseen ones count in the badge's dot. */
  seenAt: Instant | null
  readAt: Instant | null
}

/** Server-owned counts of one person's inbox. */
export interface InboxCounts {
  unread: number
  unseen: number
}

/** A place in a channel's journal: everything up to and including `offset` is contained in what carries it. */
export interface Position {
  channel: string
  epoch: string
  offset: number
}

export const transports = ['websocket', 'http_stream', 'sse', 'poll'] as const
export type Transport = (typeof transports)[number]

/** Which realtime transports are on, and which setting or person switched the others off. */
export interface LiveInfo {
  websocket: { enabled: boolean; reason?: string }
  transports: Transport[]
  /** Why `transports` is empty, naming the setting or person; absent otherwise. */
  reason?: string
}

/** Something that an administrator switches on and off while the server runs. */
export interface LiveSwitch {
  /** What was chosen; on at first. */
  enabled: boolean
  /** Who chose it last; null when nobody did, or for somebody who is not signed in. */
  changedBy: Actor | null
  changedAt: Instant | null
  /** The setting that switched it off, whatever was chosen, and where that was set; null where the choice counts. */
  fixedBy: string | null
}

/** Channel `site`: what is on, and the switches: all live updates together, and WebSockets alone. */
export interface LiveState extends LiveInfo {
  switches: { all: LiveSwitch; websocket: LiveSwitch }
}
