/** What the hub reads from, facts about the database itself, and who switched live updates off. */
import type { Actor } from '@copydesk/contract'
import type { Generated } from 'kysely'

/** Key and value facts about the database itself: `epoch`, `created_at`, `demo`. */
export interface MetaTable {
  key: string
  value: string
}

/** The head of each channel that was ever published in. Rows are never deleted: offsets must not start again. */
export interface ChannelsTable {
  name: string
  epoch: string
  /** Offset of the newest publication. */
  head: number
  /** Publications up to this offset were removed by retention. */
  floor: number
  changed_at: number
  /**
   * Of the payloads kept, as UTF-8. A payload that is rewritten later may make it a little too large; housekeeping
   * counts anew where it matters.
   */
  bytes: Generated<number>
}

export interface PublicationsTable {
  channel: string
  offset: number
  data: string
  at: number
  /** Who published it, as JSON; null for what the server itself published. */
  info: string | null
  /** Names and values that a developer's backend published along, as JSON. */
  tags: string | null
}

/** What an administrator switched off, or on again; no row: never touched. */
export interface LiveSwitchesTable {
  name: 'all' | 'websocket'
  enabled: 0 | 1
  changed_by_id: string
  changed_by_kind: Actor['kind']
  changed_at: number
}

export interface JournalTables {
  meta: MetaTable
  channels: ChannelsTable
  publications: PublicationsTable
  live_switches: LiveSwitchesTable
}
