/** What an inbox lists: an entry for each thread of what its person was told. */
import type { Actor } from '../../core/actor.ts'
import type { Id } from '../../core/ids.ts'
import type { Page } from '../../core/page.ts'
import type { Instant } from '../../core/time.ts'
import type { InboxCounts, Notification } from '../entity.ts'
import type { SubscriptionKey } from '../subscriptions/entity.ts'

export interface InboxEntry {
  id: Id
  revision: number
  /** Where the person's channel stood when its latest notification came, or when it came back from being snoozed. */
  offset: number
  /** What it is about, which is what a mute of it mutes: a comment thread, an item, content or a project. */
  key: SubscriptionKey
  latest: Notification
  /** Notifications in all; of them those unread, unseen, and for a mention. */
  size: number
  unread: number
  unseen: number
  mentions: number
  /** Of a thread of comments the first one that is unread. */
  unreadFrom: Id | null
  /** Who acted, the last one first, at most 20 of them. */
  actors: Actor[]
  archivedAt: Instant | null
  /** It comes back then, or with the next notification if that is earlier. */
  snoozedUntil: Instant | null
}

/** What is archived or snoozed is in its own list alone. */
export const inboxFilters = ['all', 'unread', 'mentions', 'archived', 'snoozed'] as const
export type InboxFilter = (typeof inboxFilters)[number]

export interface InboxSearch {
  filter: InboxFilter
  /** A part of the latest notification: of its title or project as they are called now, or of the words quoted as they were written. Empty: all. */
  q: string
}

/**
 * `GET /inbox?filter=…&q=…&cursor=…&limit=…`: newest first. The window is every entry whose `arrivalKey` is not below
 * `nextCursor`, which in a search says how far it came.
 */
export interface InboxState extends Page<InboxEntry>, InboxSearch {
  counts: InboxCounts
}
