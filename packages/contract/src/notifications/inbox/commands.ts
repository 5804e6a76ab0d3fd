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

/** `POST /inbox/archive-all`; without a place: all there are now. */
export interface ArchiveAll {
  /** The `offset` of the latest entry meant: what came later stays. */
  upToOffset?: number | undefined
  /** Leaves what is unread. */
  onlyRead?: boolean | undefined
}

/** What it answers; `archivedAt` is that by which it can be undone: null when there was nothing to archive. */
export interface ArchivedAll extends InboxCounts {
  archivedAt: Instant | null
}

/** `POST /inbox/archive-all/undo`: what was archived together at that instant is back, within ten minutes. */
export interface UndoArchiveAll {
  archivedAt: Instant
}

/** `POST /inbox/unread` answers the entry of the comment's thread. */
export interface MarkUnreadFrom {
  commentId: Id
}

export interface ChangedEntries {
  data: InboxEntry[]
  /** Those that are not there, or of which the condition is no longer true. */
  leftOut: Id[]
  counts: InboxCounts
}
