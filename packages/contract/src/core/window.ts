/**
 * The one rule by which a cursor names the part of a list that is loaded. Server queries, reducers and the
 * client all use it, so that they agree on whether a row belongs to a window.
 *
 * Lists that come in pages are ordered newest first by a UUIDv7: by `id`, comments by their `threadId`;
 * inboxes by an `arrivalKey`, which compares in the same way.
 * `nextCursor` is that key of the last (oldest) row of the window while there are older rows, else null.
 * The next page holds the rows whose key is below the cursor: `where key < :cursor order by key desc limit n`.
 */
import type { Id } from './ids.ts'

/** Whether a row with this key lies in the window that `nextCursor` closes, rather than on a later page. */
export function isInWindow(key: Id, nextCursor: string | null): boolean {
  return nextCursor === null || key >= nextCursor
}

/** The cursor of two windows of one list joined together: the one that reaches further back. */
export function furtherCursor(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return null
  return a < b ? a : b
}
