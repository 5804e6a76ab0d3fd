/** What a person is told. */
import type { Status } from '../content/status.ts'
import type { Actor } from '../core/actor.ts'
import type { Id } from '../core/ids.ts'
import type { Page } from '../core/page.ts'
import type { CalendarDate, Instant } from '../core/time.ts'

/** Why a person got a notification, strongest first; a person gets one per event, for the strongest reason. */
export const notificationReasons = [
  'mention',
  'reply',
  'approver',
  'assigned',
  'scheduler',
  'publisher',
  'thread',
  'watching',
  'author',
  'owner',
  'marked',
] as const
export type NotificationReason = (typeof notificationReasons)[number]

export const notificationKinds = [
  'comment.created',
  'thread.resolved',
  'item.status_changed',
  'item.assigned',
  'task.assigned',
  'approval.asked',
  'item.due',
  'task.due',
  'project.published',
  'version.published',
  'release.reverted',
  'schedule.late',
  'schedule.missed',
  'schedule.failed',
  'schedule.stuck',
  'schedule.blocked',
  'schedule.moved',
] as const
export type NotificationKind = (typeof notificationKinds)[number]

/** What the words of a notification are made of, besides who and where; `wording.ts` puts them into words. */
export interface NotificationFacts {
  /** Items that it is about, this one included. */
  itemCount?: number | undefined
  /** Of the version that was published by itself. */
  versionNumber?: number | undefined
  /** What became of the item that it names. `reason` is why it was rejected, as one short line. */
  change?: { from: Status; to: Status; reason: string | null } | undefined
  /** The task of a checklist that it is about. */
  task?: { id: Id; title: string } | undefined
  /** When it was to go out, as the clocks of the zone show it, and what is or was in the way. */
  schedule?: { wallTime: string; timeZone: string; why: string | null } | undefined
  /** The day on which what it names is due. */
  dueAt?: CalendarDate | undefined
  /** The group that a comment mentions, where its person is mentioned as one of them. */
  group?: { id: Id; name: string } | undefined
}

/** A content item that a notification names, by the title that it says. */
export interface NotificationReference {
  /** Of the content item: `GET /content/titles` and the channel `content` tell of its title later. */
  id: Id
  /** The version whose title is the `itemTitle`; null for an item that the excerpt refers to by `#title`. */
  versionId: Id | null
  title: string
  /** The title as it was when it was told, which is for those who do not see the item any more. */
  written: string
}

export interface Notification {
  id: Id
  revision: number
  /** Where the person's channel stood when it told of this; 0 for those from before that was kept. */
  offset: number
  kind: NotificationKind
  reason: NotificationReason
  actor: Actor
  /** Null for what is in no project: then it is about a version of content. */
  projectId: Id | null
  projectName: string | null
  itemId: Id | null
  /** Of the item, or of the version where there is no project. */
  itemTitle: string | null
  commentId: Id | null
  contentId: Id | null
  versionId: Id | null
  /** The start of a comment, or of the one that opens a resolved thread, as one plain line. Of all else the words of its facts, which `detailOf` makes anew. */
  excerpt: string
  /** Null for most comments, and for what is older than its facts. */
  facts: NotificationFacts | null
  /** The items that it names, as far as its person sees them: those of the excerpt in its order. Absent where there are none. */
  references?: NotificationReference[] | undefined
  createdAt: Instant
  /** Set when the person opened the bell since; unseen ones count in the badge's dot. */
  seenAt: Instant | null
  readAt: Instant | null
}

/** Server-owned counts of one person's inbox: entries of it that hold something unread, or unseen. */
export interface InboxCounts {
  unread: number
  unseen: number
}

export const notificationFilters = ['all', 'unread'] as const
export type NotificationFilter = (typeof notificationFilters)[number]

/** `GET /notifications?filter=…&cursor=…&limit=…`: single ones, newest first. */
export interface NotificationList extends Page<Notification> {
  filter: NotificationFilter
  counts: InboxCounts
}
