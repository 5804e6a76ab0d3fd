/**
 * How many notifications of a person are unread, and unseen: kept, so that no inbox counts what it holds. Changed under
 * the lock of the person alone.
 */
import type { Id, InboxCounts } from '@copydesk/contract'
import { selectInChunks } from '../storage/chunks.ts'
import type { Tx } from '../storage/storage.ts'

const none: InboxCounts = { unread: 0, unseen: 0 }

/** Adds to the counts of a person's inbox, and gives them as they are then. */
export async function addCounts(tx: Tx, personId: Id, { unread, unseen }: InboxCounts): Promise<InboxCounts> {
  return tx
    .insertInto('inbox_counts')
    .values({ person_id: personId, unread, unseen })
    .onConflict((conflict) =>
      conflict.column('person_id').doUpdateSet(({ eb, ref }) => ({
        unread: eb('inbox_counts.unread', '+', ref('excluded.unread')),
        unseen: eb('inbox_counts.unseen', '+', ref('excluded.unseen')),
      })),
    )
    .returning(['unread', 'unseen'])
    .executeTakeFirstOrThrow()
}

/** What a change of a notification changes of the counts. */
export function countChange(
  before: { read_at: number | null; seen_at: number | null },
  after: { read_at: number | null; seen_at: number | null },
): InboxCounts {
  const open = (at: number | null) => (at === null ? 1 : 0)
  return {
    unread: open(after.read_at) - open(before.read_at),
    unseen: open(after.seen_at) - open(before.seen_at),
  }
}

/** How many notifications a person has not read, and not seen. */
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
