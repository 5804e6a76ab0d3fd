/**
 * How many entries of a person's inbox hold something unread, and something unseen: kept, so that no inbox counts what it
 * holds. Changed under the lock of the person alone.
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

/** Of an entry, what is counted; one that is put away or withdrawn does not count. */
export type Counted = Pick<
  Row<'inbox_entries'>,
  'unread' | 'unseen' | 'archived_at' | 'snoozed_until' | 'withdrawn_at'
>

/** What it changes of the counts when entries become others. */
export function countsBetween(before: readonly Counted[], after: readonly Counted[]): InboxCounts {
  const count = (rows: readonly Counted[], what: 'unread' | 'unseen') =>
    rows.filter((row) => isCounted(row) && row[what] > 0).length
  return {
    unread: count(after, 'unread') - count(before, 'unread'),
    unseen: count(after, 'unseen') - count(before, 'unseen'),
  }
}

function isCounted({ archived_at, snoozed_until, withdrawn_at }: Counted): boolean {
  return archived_at === null && snoozed_until === null && withdrawn_at === null
}

/** How many entries of a person hold something unread, and unseen, of those that count. */
export async function readCounts(tx: Tx, personId: Id): Promise<InboxCounts> {
  const row = await tx
    .selectFrom('inbox_counts')
    .select(['unread', 'unseen'])
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row ?? none
}
