/** Marks the notifications of single entries as read, or as unread. The entries are left to be recounted. */
import { selectInChunks } from '../../storage/chunks.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'

type Marked = Pick<Row<'inbox_entries'>, 'id' | 'unread' | 'latest_id'>

/** All of an entry as read; of one that is read, its latest notification as unread. */
export async function markEntries(
  tx: Tx,
  entries: readonly Marked[],
  read: boolean,
  now: number,
): Promise<void> {
  const column = read ? 'entry_id' : 'id'
  const ids = entries
    .filter((entry) => entry.unread > 0 === read)
    .map((entry) => (read ? entry.id : entry.latest_id))
  await selectInChunks(ids, (chunk) =>
    tx
      .updateTable('notifications')
      .set(({ eb, fn, val }) => ({
        read_at: read ? now : null,
        seen_at: fn.coalesce('seen_at', val(now)),
        revision: eb('revision', '+', 1),
      }))
      .where(column, 'in', chunk)
      .where('read_at', read ? 'is' : 'is not', null)
      .execute(),
  )
}
