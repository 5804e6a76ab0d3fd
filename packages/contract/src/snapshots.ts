/**
 * What the API answers to a GET of something live: the data and the position it was read at.
 * A snapshot without its position is also the state that the reducers advance.
 */
import type {
  Comment,
  ContentSummary,
  ContentType,
  Id,
  InboxCounts,
  KeptTextSummary,
  Language,
  LiveState,
  Notification,
  Person,
  Position,
  Project,
  ProjectItem,
  ProjectSummary,
  Version,
  VersionSummary,
} from './entities.ts'

/** Adds the position that a state was read at. */
export type Snapshot<State> = State & { position: Position }

/** A list, or a page of one. `nextCursor` is the opaque key of the next page, or null on the last one. */
export interface Page<T> {
  data: T[]
  nextCursor: string | null
}

/** `GET /projects`: all of them, by id. */
export type ProjectsState = Page<ProjectSummary>

/** `GET /projects/{id}`; null once the project was deleted. */
export type ProjectState = Project | null

/** `GET /projects/{id}/items`: all of them, by id. */
export type ItemsState = Page<ProjectItem>

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

export const inboxFilters = ['all', 'unread'] as const
export type InboxFilter = (typeof inboxFilters)[number]

/**
 * `GET /notifications?filter=…&cursor=…&limit=…`: newest first. The window is every notification whose id is
 * not below `nextCursor`.
 */
export interface InboxState extends Page<Notification> {
  filter: InboxFilter
  counts: InboxCounts
}

/** `GET /content?q=…&type=…&language=…&cursor=…&limit=…`: by id, newest first; the window as above. */
export interface ContentListState extends Page<ContentSummary> {
  q: string
  type: ContentType | null
  language: Language | null
}

/** `GET /content/{id}`: the item and all its versions without bodies, newest first. */
export type ContentState = ContentSummary & { versions: VersionSummary[] }

/** `GET /content/{id}/versions/{versionId}/kept-texts`: the texts that lost, newest first. */
export type KeptTextList = Page<KeptTextSummary>

/** `GET /people`: all of them, by id. */
export type PeopleState = Page<Person>

/** `GET /content/{id}/versions/{versionId}` (not live: the channel `content:{id}` tells when it is outdated). */
export type VersionDocument = Version

/** `GET /live`, for anybody; who is not signed in learns no names. */
export type LiveSnapshot = Snapshot<LiveState>
