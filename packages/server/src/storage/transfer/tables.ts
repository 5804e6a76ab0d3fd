/**
 * Every table with its key, in an order in which rows may be inserted. The compiler asks for a new table here, so that no
 * export forgets one.
 */
import type { Tables } from '../schema.ts'

export const tableKeys: { readonly [Table in keyof Tables]: readonly (keyof Tables[Table] & string)[] } = {
  meta: ['key'],
  channels: ['name'],
  publications: ['channel', 'offset'],
  outbox: ['id'],
  failed_work: ['id'],
  work_locks: ['name'],
  idempotency_keys: ['person_id', 'key'],
  people: ['id'],
  sessions: ['id'],
  service_keys: ['id'],
  live_switches: ['name'],
  content_items: ['id'],
  versions: ['id'],
  version_bodies: ['version_id'],
  version_editors: ['version_id', 'person_id'],
  approval_rules: ['scope'],
  reviews: ['subject_id'],
  approvals: ['id'],
  kept_texts: ['id'],
  version_references: ['version_id', 'target_id'],
  import_folders: ['source', 'path'],
  import_items: ['source', 'external_id'],
  import_texts: ['content_id', 'language'],
  import_runs: ['id'],
  import_changes: ['run_id', 'version_id'],
  projects: ['id'],
  project_members: ['project_id', 'member_id'],
  project_items: ['id'],
  removed_items: ['id'],
  tasks: ['id'],
  schedules: ['id'],
  activity: ['project_id', 'number'],
  releases: ['id'],
  release_items: ['id'],
  comments: ['id'],
  earlier_words: ['id'],
  reactions: ['comment_id', 'actor_id', 'emoji'],
  mentions: ['id'],
  comment_counts: ['subject_id'],
  notifications: ['id'],
  inbox_entries: ['id'],
  inbox_counts: ['person_id'],
  subscriptions: ['person_id', 'key'],
  preferences: ['person_id', 'type'],
  mails: ['id'],
  mail_previews: ['mail_id'],
  mail_notices: ['notification_id'],
  traces: ['id'],
  trace_parts: ['id'],
  mail_settings: ['person_id'],
  mail_mutes: ['person_id', 'thread_key'],
  refused_addresses: ['person_id'],
  provider_accounts: ['issuer', 'subject'],
  invitations: ['id'],
  groups: ['id'],
  group_members: ['group_id', 'person_id'],
  access_marks: ['person_id'],
}

export type TableName = keyof Tables

export const tableNames = Object.keys(tableKeys) as TableName[]

/** What a database says of itself and another one has to say of its own. */
export function isOwnFact(key: string): boolean {
  return ['schema_floor', 'postgres_history', 'commits', 'ready_at'].includes(key) || key.startsWith('lock:')
}
