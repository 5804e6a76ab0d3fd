/** What a person is told, and the inbox that lists it. */
import type { Actor } from '../core/actor.ts'
import type { Id } from '../core/ids.ts'
import type { Page } from '../core/page.ts'
import type { Instant } from '../core/time.ts'

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
