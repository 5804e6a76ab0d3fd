/**
 * Everything that is published in the product's channels, one union per channel. An event carries the new
 * state of what changed, counts as absolute figures, and the `commandId` (Idempotency-Key) that caused it.
 * One command publishes at most one event per channel, so bulk events carry arrays.
 */
import type { LiveVersion } from './commands.ts'
import type {
  Actor,
  Comment,
  ContentSummary,
  Id,
  InboxCounts,
  Instant,
  LiveState,
  Notification,
  Person,
  Project,
  ProjectItem,
  ProjectSummary,
  StatusCounts,
  VersionSummary,
} from './entities.ts'

interface EventBase<Type extends string> {
  id: Id
  type: Type
  at: Instant
  actor: Actor
  /** The Idempotency-Key of the command that caused the event. */
  commandId?: string
}

export interface ProjectCreated extends EventBase<'project.created'> {
  project: ProjectSummary
}
export interface ProjectChanged extends EventBase<'project.changed'> {
  project: Project
}
export interface ProjectDeleted extends EventBase<'project.deleted'> {
  projectId: Id
}
/** Debounced: how the items and comments of some projects count now. */
export interface ProjectsCounted extends EventBase<'projects.counted'> {
  projects: { id: Id; counts: StatusCounts; commentCount: number }[]
}
/** Channel `projects`. */
export type ProjectsEvent = ProjectCreated | ProjectChanged | ProjectDeleted | ProjectsCounted

export interface ItemsAdded extends EventBase<'item.added'> {
  items: ProjectItem[]
}
export interface ItemsChanged extends EventBase<'item.changed'> {
  items: ProjectItem[]
}
export interface ItemsRemoved extends EventBase<'item.removed'> {
  itemIds: Id[]
}
/** Comment totals after the event: of the project, and of the item the comment is about (if any). */
export interface CommentCounts {
  project: number
  item: number | null
}
export interface CommentCreated extends EventBase<'comment.created'> {
  comment: Comment
  counts: CommentCounts
}
export interface CommentChanged extends EventBase<'comment.changed'> {
  comment: Comment
  counts: CommentCounts
}
/** Carries the comment without its body. Deleted comments do not count. */
export interface CommentDeleted extends EventBase<'comment.deleted'> {
  comment: Comment
  counts: CommentCounts
}
export interface ProjectPublished extends EventBase<'project.published'> {
  project: Project
  /** Every item whose version became `published`, and those of this project that they replaced. */
  items: ProjectItem[]
  /** What was live and newer, and was replaced on purpose; absent when nothing was. */
  replaced?: { itemId: Id; live: LiveVersion }[]
}
export type CommentEvent = CommentCreated | CommentChanged | CommentDeleted
/** Channel `project:{id}`. */
export type ProjectEvent =
  | ProjectChanged
  | ProjectDeleted
  | ItemsAdded
  | ItemsChanged
  | ItemsRemoved
  | CommentEvent
  | ProjectPublished

export interface NotificationsCreated extends EventBase<'notification.created'> {
  notifications: Notification[]
  counts: InboxCounts
}
export interface NotificationsChanged extends EventBase<'notification.changed'> {
  notifications: Notification[]
  counts: InboxCounts
}
/** Every notification with an id up to and including `upToId` is read now. */
export interface NotificationsAllRead extends EventBase<'notification.all_read'> {
  upToId: Id
  counts: InboxCounts
}
/** Every notification with an id up to and including `upToId` is seen now. */
export interface NotificationsAllSeen extends EventBase<'notification.all_seen'> {
  upToId: Id
  counts: InboxCounts
}
/** Channel `person:#{id}`. */
export type InboxEvent =
  | NotificationsCreated
  | NotificationsChanged
  | NotificationsAllRead
  | NotificationsAllSeen

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

export interface PersonChanged extends EventBase<'person.changed'> {
  person: Person
}
/** Channel `people`: a new person comes as a changed one with an unknown id. */
export type PeopleEvent = PersonChanged

export interface LiveChanged extends EventBase<'live.changed'> {
  live: LiveState
}
/** Channel `site`. */
export type SiteEvent = LiveChanged

/** Channel `doctor`: a test publication; `probe` is the id that the doctor made for it. */
export interface DoctorProbed extends EventBase<'doctor.probed'> {
  probe: string
}

export type CopydeskEvent =
  | ProjectsEvent
  | ProjectEvent
  | InboxEvent
  | ContentListEvent
  | ContentEvent
  | PeopleEvent
  | SiteEvent
  | DoctorProbed
