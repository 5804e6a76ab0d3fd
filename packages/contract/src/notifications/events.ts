/** What is published in a person's own channel. */
import type { EventBase } from '../core/event.ts'
import type { Instant } from '../core/time.ts'
import type { InboxPart, UpToPlace } from './arrival.ts'
import type { InboxCounts, Notification } from './entity.ts'
import type { InboxEntry } from './inbox/entity.ts'

export interface NotificationsCreated extends EventBase<'notification.created'> {
  /** Those that are no longer the latest of their entry. */
  notifications: Notification[]
  /** Those that hold them, as they are then: with the others as their `latest`. */
  entries: InboxEntry[]
  counts: InboxCounts
}

export interface NotificationsChanged extends EventBase<'notification.changed'> {
  /** Those that changed by themselves, and are not the `latest` of their entry. */
  notifications: Notification[]
  /** As they are then; of the size 0 where nothing of them is left. */
  entries: InboxEntry[]
  counts: InboxCounts
}

/** Everything that the inbox lists up to there is read now. */
export interface NotificationsAllRead extends EventBase<'notification.all_read'>, UpToPlace {
  part?: InboxPart | undefined
  /** Of those that got something later, what is left of them. */
  entries: InboxEntry[]
  counts: InboxCounts
}

/** What was read together at that instant is unread again; lists that show of it are loaded anew. */
export interface NotificationsAllUnread extends EventBase<'notification.all_unread'> {
  readAt: Instant
  counts: InboxCounts
}

/** Everything that the inbox lists up to there is seen now. */
export interface NotificationsAllSeen extends EventBase<'notification.all_seen'>, UpToPlace {
  part?: InboxPart | undefined
  /** Of those that got something later, what is left of them. */
  entries: InboxEntry[]
  counts: InboxCounts
}

/** Everything that the inbox lists up to there is archived now; lists of what is archived are loaded anew. */
export interface NotificationsAllArchived extends EventBase<'notification.all_archived'>, UpToPlace {
  /** What is unread stays. */
  onlyRead: boolean
  part?: InboxPart | undefined
  counts: InboxCounts
}

/** What was archived together at that instant is back; lists that it came into are loaded anew. */
export interface NotificationsAllReturned extends EventBase<'notification.all_returned'> {
  archivedAt: Instant
  part?: InboxPart | undefined
  counts: InboxCounts
}

/** Channel `person:#{id}`. */
export type InboxEvent =
  | NotificationsCreated
  | NotificationsChanged
  | NotificationsAllRead
  | NotificationsAllUnread
  | NotificationsAllSeen
  | NotificationsAllArchived
  | NotificationsAllReturned
