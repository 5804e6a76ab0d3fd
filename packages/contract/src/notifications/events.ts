/** What is published in a person's own channel. */
import type { EventBase } from '../core/event.ts'
import type { Id } from '../core/ids.ts'
import type { InboxCounts, Notification } from './entity.ts'

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
