/** What is sent and answered where an inbox is read, marked and undone. */
import type { Id } from '../core/ids.ts'
import type { Instant } from '../core/time.ts'
import type { InboxCounts } from './entity.ts'

/** `PATCH /notifications/{id}` answers the notification. */
export interface ChangeNotification {
  read: boolean
}

/** `POST /notifications/read-all` and `POST /notifications/seen`; without a place: all there are now. */
export interface UpTo {
  /** The `offset` of the latest notification meant. */
  upToOffset?: number | undefined
  /** The id of the latest one meant. Understood until the next version: say `upToOffset`. */
  upToId?: Id | undefined
}

export type InboxCountsAnswer = InboxCounts

/** `POST /notifications/read-all` answers the counts, and when it was done, by which it can be undone. */
export interface AllRead extends InboxCounts {
  /** Null when there was nothing left to mark. */
  readAt: Instant | null
}

/** `POST /notifications/read-all/undo`: what was marked together at that instant is unread again, within ten minutes. */
export interface UndoAllRead {
  readAt: Instant
}
