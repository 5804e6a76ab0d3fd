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
}

export interface ChangedEntries {
  data: InboxEntry[]
  counts: InboxCounts
}
