/** What is sent and answered where entries of an inbox are changed. */
import type { Id } from '../../core/ids.ts'
import type { Instant } from '../../core/time.ts'
import type { InboxCounts } from '../entity.ts'
import type { InboxEntry } from './entity.ts'

/** `PATCH /inbox/{id}`; what is left out stays. */
export interface ChangeEntry {
  /** All of it; or, as unread, its latest notification. */
  read?: boolean | undefined
  archived?: boolean | undefined
  /** Away until then; null brings it back. */
  snoozedUntil?: Instant | null | undefined
}

/** Entries changed by one request. */
export const changedEntriesLimit = 300

/** `PATCH /inbox`: those that are there. */
export interface ChangeEntries extends ChangeEntry {
  entryIds: Id[]
  /** Only those of them of which all of this is true still. */
  onlyIf?: EntryCondition | undefined
}

/** What became of entries since somebody looked at them; what is left out does not matter. */
export interface EntryCondition {
  /** Nothing came since: none is listed later than this `offset`. */
  upToOffset?: number | undefined
  /** Archived at this instant; null: not archived. */
  archivedAt?: Instant | null | undefined
  /** Snoozed until this instant; null: not snoozed. */
  snoozedUntil?: Instant | null | undefined
}

export interface ChangedEntries {
  data: InboxEntry[]
  /** Those that are not there, or of which the condition is no longer true. */
  leftOut: Id[]
  counts: InboxCounts
}
