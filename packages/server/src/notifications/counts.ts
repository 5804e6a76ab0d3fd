/**
 * How many notifications of a person are unread, and unseen: kept, so that no inbox counts what it holds. Changed under
 * the lock of the person alone.
 */
import type { Id, InboxCounts } from '@copydesk/contract'
import { selectInChunks } from '../storage/chunks.ts'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'

const none: InboxCounts = { unread: 0, unseen: 0 }

/** Adds to the counts of a person's inbox, and gives them as they are then. */
export async function addCounts(tx: Tx, personId: Id, added: InboxCounts): Promise<InboxCounts> {
  return (await addCountsOf(tx, new Map([[personId, added]]))).get(personId) ?? none
}

/** The same for several people at once. */
export async function addCountsOf(
  tx: Tx,
  added: ReadonlyMap<Id, InboxCounts>,
): Promise<Map<Id, InboxCounts>> {
  const rows = await selectInChunks([...added], (chunk) =>
    tx
      .insertInto('inbox_counts')
      .values(chunk.map(([person_id, { unread, unseen }]) => ({ person_id, unread, unseen })))
      .onConflict((conflict) =>
        conflict.column('person_id').doUpdateSet(({ eb, ref }) => ({
          unread: eb('inbox_counts.unread', '+', ref('excluded.unread')),
          unseen: eb('inbox_counts.unseen', '+', ref('excluded.unseen')),
        })),
      )
      .returningAll()
      .execute(),
  )
  return new Map(rows.map(({ person_id, ...counts }) => [person_id, counts]))
}

/** Of a notification, what is counted. */
type CountedRow = Pick<Row<'notifications'>, 'read_at' | 'seen_at'>
type MaybeCounted = CountedRow & Pick<Row<'notifications'>, 'withdrawn_at'>

/** What a change of a notification changes of the counts; one that is withdrawn does not count. */
export function countChange(before: MaybeCounted, after: MaybeCounted): InboxCounts {
  const counted = (row: MaybeCounted) => (row.withdrawn_at === null ? [row] : [])
  return countsBetween(counted(before), counted(after))
}

/** What it changes of the counts when the ones leave an inbox and the others come back. */
export function countsBetween(gone: readonly CountedRow[], back: readonly CountedRow[]): InboxCounts {
  const count = (rows: readonly CountedRow[], column: keyof CountedRow) =>
    rows.filter((row) => row[column] === null).length
  return {
    unread: count(back, 'read_at') - count(gone, 'read_at'),
    unseen: count(back, 'seen_at') - count(gone, 'seen_at'),
  }
}

/** How many notifications a person has not read, and not seen, of those that count. */
export async function readCounts(tx: Tx, personId: Id): Promise<InboxCounts> {
  return (await readCountsOf(tx, [personId])).get(personId) ?? none
}

/** The same for several people; none for those who have nothing open. */
export async function readCountsOf(tx: Tx, personIds: readonly Id[]): Promise<Map<Id, InboxCounts>> {
  const rows = await selectInChunks(personIds, (chunk) =>
    tx.selectFrom('inbox_counts').selectAll().where('person_id', 'in', chunk).execute(),
  )
  return new Map(rows.map(({ person_id, ...counts }) => [person_id, counts]))
}
