/** What people were told, and what they want to be told. */
import type {
  Actor,
  NotificationKind,
  NotificationReason,
  NotificationType,
  SubscriptionKey,
  SubscriptionLevel,
} from '@copydesk/contract'
import type { Generated } from 'kysely'

export interface NotificationsTable {
  id: string
  revision: number
  person_id: string
  /** The event it tells of: unique together with person and reason, whatever is retried. */
  event_id: string
  kind: NotificationKind
  reason: NotificationReason
  actor_id: string
  actor_kind: Actor['kind']
  /** Null for what is in no project. */
  project_id: string | null
  project_name: string | null
  item_id: string | null
  /** Of the item, or of the version where there is no project. */
  item_title: string | null
  comment_id: string | null
  /** Of what is in no project. */
  content_id: Generated<string | null>
  version_id: Generated<string | null>
  /** Of a comment the words quoted; of all else its facts in words, for the version before. */
  excerpt: string
  /** JSON; null for comments, and for what is older than its facts. */
  facts: Generated<string | null>
  /** Of the event that told of it in its person's channel; 0 from before that was kept. */
  offset: Generated<number>
  created_at: number
  seen_at: number | null
  read_at: number | null
  /** Since when its person does not see what it tells of; it is listed nowhere then, and counted nowhere. */
  withdrawn_at: Generated<number | null>
}

/** Notifications of a person that are neither read nor seen; no row: none. */
export interface InboxCountsTable {
  person_id: string
  unread: number
  unseen: number
}

/** What people watch and mute; `default` is kept with its revision. */
export interface SubscriptionsTable {
  person_id: string
  key: SubscriptionKey
  level: SubscriptionLevel
  revision: number
  changed_at: number
}

/** What people want to be told of, where they changed it. */
export interface PreferencesTable {
  person_id: string
  type: NotificationType
  inbox: 0 | 1
  revision: number
}

export interface NotificationTables {
  notifications: NotificationsTable
  inbox_counts: InboxCountsTable
  subscriptions: SubscriptionsTable
  preferences: PreferencesTable
}
