/**
 * Request and response bodies of the HTTP API (`/api/v1`) that are not snapshots. The zod schemas that the
 * server checks them with are in `schemas.ts` and are held to these types by the compiler.
 */
import type {
  CalendarDate,
  ContentSummary,
  ContentType,
  Id,
  InboxCounts,
  Instant,
  Language,
  Person,
  Project,
  ProjectColor,
  ProjectItem,
  Rejection,
  SettableStatus,
  Version,
} from './entities.ts'

/** `POST /session` */
export interface SignIn {
  email: string
  password: string
}
export const demoPeople = ['admin', 'editor', 'reviewer'] as const
/** `POST /session/demo`, in demo mode only. */
export interface DemoSignIn {
  person: (typeof demoPeople)[number]
}
/** `GET /session`, and the answer to signing in; `person` is null when nobody is signed in. */
export interface SessionInfo {
  person: Person | null
  /** The server runs with demo people, so `POST /session/demo` works. */
  demo: boolean
  /** There is no person yet: `POST /setup` creates the first administrator. */
  setupNeeded: boolean
}
/** `POST /setup`: the first administrator, only while there is no person. */
export interface Setup {
  /** From the link that the server printed at its start. */
  code: string
  name: string
  email: string
  password: string
}

/** `POST /live/token`: a connection JWT (RFC 7519) for realtime clients without the cookie. */
export interface LiveToken {
  token: string
  expiresAt: Instant
}

/** `PATCH /live` answers the `LiveState`. */
export interface ChangeLive {
  /** All live updates. */
  enabled?: boolean | undefined
  websocket?: { enabled: boolean } | undefined
}

/** `POST /projects` answers 201 with the project. */
export interface CreateProject {
  name: string
  description?: string | undefined
  color?: ProjectColor | undefined
}
/** `PATCH /projects/{id}`, with `If-Match`. */
export interface ChangeProject {
  name?: string | undefined
  description?: string | undefined
  color?: ProjectColor | undefined
}

/** One piece of content to add: a version, or the newest draft in a language (a new one if there is none). */
export interface AddItem {
  contentId: Id
  language?: Language | undefined
  versionId?: Id | undefined
}
/** `POST /projects/{id}/items` answers 201 with the rows added. At most 5,000. */
export interface AddItems {
  items: AddItem[]
}
/** `PATCH /projects/{id}/items/{itemId}` answers the row. */
export interface ChangeItem {
  status?: SettableStatus | undefined
  /** Why, in a sentence; with the status `rejected` only. */
  reason?: string | undefined
  assigneeId?: Id | null | undefined
  dueAt?: CalendarDate | null | undefined
}
/** An item as its reader saw it: a command that names it so is refused (412) when it was changed since. */
export interface SeenItem {
  id: Id
  revision: number
}
/**
 * `PATCH /projects/{id}/items` answers `{data: rows}`: the same change to many, all or nothing. They are named by
 * `items` as they were seen, or by their ids alone.
 */
export interface ChangeItems extends ChangeItem {
  itemIds?: Id[] | undefined
  items?: SeenItem[] | undefined
}
/**
 * `POST /projects/{id}/items/remove`: takes items out of the project; the versions stay. `…/restore` puts them back
 * as they were, and answers the rows.
 */
export interface RemoveItems {
  itemIds: Id[]
}
export interface ItemRows {
  data: ProjectItem[]
}

/** `POST /projects/{id}/comments` answers 201 with the comment. */
export interface CreateComment {
  body: string
  itemId?: Id | undefined
  parentId?: Id | undefined
}
/** `PATCH /comments/{id}`, with `If-Match`. */
export interface ChangeComment {
  body: string
}

/** `POST /projects/{id}/publish`: `all` refuses unless every item is ready, `ready` takes the ready ones. */
export interface Publish {
  mode: 'all' | 'ready'
  /** The items as they were seen: then nothing else goes out, and none that was changed since. */
  items?: SeenItem[] | undefined
  /** Items that replace what went live since they were begun, on purpose; `true`: whichever. */
  replace?: Id[] | boolean | undefined
}
export interface PublishResult {
  project: Project
  items: ProjectItem[]
}
/** Why an item keeps a project from being published; listed in the problem's `blockers`. */
export type Blocker = NotReadyBlocker | ChangedSinceBlocker
interface BlockingItem {
  itemId: Id
  title: string
  status: ProjectItem['status']
  /** What whoever rejected it said, where it is rejected. */
  rejection?: Rejection | undefined
}
export interface NotReadyBlocker extends BlockingItem {
  reason: 'not_ready'
}
/** What is live was made or edited after this version was begun: publishing this one would undo that. */
export interface ChangedSinceBlocker extends BlockingItem {
  reason: 'changed_since'
  live: LiveVersion
}
/** The version that people see now, and the project that published it, if that still holds it. */
export interface LiveVersion {
  versionId: Id
  versionNumber: number
  projectId: Id | null
  projectName: string | null
}

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
/** `POST /content/{id}/versions/{versionId}/kept-texts` answers 201 with the kept text: a text that lost to another. */
export interface KeepText {
  title: string
  body: string
}

/** `PATCH /notifications/{id}` answers the notification. */
export interface ChangeNotification {
  read: boolean
}
/** `POST /notifications/read-all` and `POST /notifications/seen`; without an id: all there are now. */
export interface UpTo {
  upToId?: Id | undefined
}
export type InboxCountsAnswer = InboxCounts
/** `POST /notifications/read-all` answers the counts, and when it was done, by which it can be undone. */
export interface AllRead extends InboxCounts {
  /** Null when there was nothing left to mark. */
  readAt: Instant | null
}
/**
 * `POST /notifications/read-all/undo`: what was marked together at that instant is unread again, within ten minutes.
 * The newest 300 at a time.
 */
export interface UndoAllRead {
  readAt: Instant
}
export interface UndoneAllRead extends InboxCounts {
  /** How many are still to be undone: ask again. */
  left: number
}
