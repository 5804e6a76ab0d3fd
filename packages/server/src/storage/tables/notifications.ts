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
  /** Of its thread in the inbox; null only where a version wrote it that knew of no entries. */
  entry_id: Generated<string | null>
}

/** What an inbox lists: one for each thread of notifications of its person. */
export interface InboxEntriesTable {
  id: string
  revision: number
  person_id: string
  /** What muting it mutes; with `place` it is unique for each person. */
  key: SubscriptionKey
  /** Id of where its thread is seen or not: a project, a version by itself, content. */
  place: string
  /** As of the latest notification, like the two that follow. */
  project_id: string | null
  content_id: string | null
  version_id: string | null
  /** The order of the inbox: where the person's channel stood when it came, or came back. */
  offset: number
  latest_id: string
  /** Notifications in all; of them those unread, unseen, and for a mention. */
  size: number
  unread: number
  unseen: number
  mentions: number
  /** Of a thread the first comment that is unread; of what is read it says nothing. */
  unread_from: Generated<string | null>
  /** JSON: who acted, the last one first. */
  actors: string
  archived_at: Generated<number | null>
  snoozed_until: Generated<number | null>
  /** Since when its person does not see what it tells of; it is listed nowhere then, and counted nowhere. */
  withdrawn_at: Generated<number | null>
}

/**
 * Entries of a person's inbox that hold something unread, or unseen, and are neither archived, snoozed nor withdrawn; no
 * row: none.
 */
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
  /** Null: as by default. */
  email: 0 | 1 | null
}

export interface NotificationTables {
  notifications: NotificationsTable
  inbox_entries: InboxEntriesTable
  inbox_counts: InboxCountsTable
  subscriptions: SubscriptionsTable
  preferences: PreferencesTable
}
