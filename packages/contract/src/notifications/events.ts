/** What is published in a person's own channel. */
import type { EventBase } from '../core/event.ts'
import type { UpToPlace } from './arrival.ts'
import type { InboxCounts, Notification } from './entity.ts'

export interface NotificationsCreated extends EventBase<'notification.created'> {
  notifications: Notification[]
  counts: InboxCounts
}

export interface NotificationsChanged extends EventBase<'notification.changed'> {
  notifications: Notification[]
  counts: InboxCounts
}

/** Every notification up to there is read now. */
export interface NotificationsAllRead extends EventBase<'notification.all_read'>, UpToPlace {
  counts: InboxCounts
}

/** Every notification up to there is seen now. */
export interface NotificationsAllSeen extends EventBase<'notification.all_seen'>, UpToPlace {
  counts: InboxCounts
}

/** Channel `person:#{id}`. */
export type InboxEvent =
  | NotificationsCreated
  | NotificationsChanged
  | NotificationsAllRead
  | NotificationsAllSeen
