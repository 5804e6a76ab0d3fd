/** Reads inboxes: a window of one person's notifications as a live snapshot, and the counts of several people's. */
import {
  channels,
  type Id,
  type InboxCounts,
  type InboxFilter,
  type InboxState,
  type Snapshot,
} from '@copydesk/contract'
import { selectInChunks } from '../storage/chunks.ts'
import { readPosition } from '../storage/journal.ts'
import type { Tx } from '../storage/storage.ts'
import { presentNotification } from './present-notification.ts'

/** Which part of whose inbox. */
export interface InboxWindow {
  personId: Id
  filter: InboxFilter
  /** Notifications older than this one. */
  cursor: Id | undefined
  limit: number
}

/** `GET /notifications`: newest first. */
export async function readInbox(tx: Tx, window: InboxWindow): Promise<Snapshot<InboxState>> {
  const { personId, filter, cursor, limit } = window
  let query = tx.selectFrom('notifications').selectAll().where('person_id', '=', personId)
  if (filter === 'unread') query = query.where('read_at', 'is', null)
  if (cursor !== undefined) query = query.where('id', '<', cursor)
  const rows = await query
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const data = rows.slice(0, limit).map(presentNotification)
  return {
    data,
    nextCursor: rows.length > limit ? (data.at(-1)?.id ?? null) : null,
    filter,
    counts: await countInbox(tx, personId),
    position: await readPosition(tx, channels.person(personId)),
  }
}

/** How many notifications a person has not read, and not seen. */
export async function countInbox(tx: Tx, personId: Id): Promise<InboxCounts> {
  const counts = await countInboxes(tx, [personId])
  return counts.get(personId) ?? { unread: 0, unseen: 0 }
}

/** The counts of each of these people. */
export async function countInboxes(tx: Tx, personIds: readonly Id[]): Promise<Map<Id, InboxCounts>> {
  const unread = await countNull(tx, personIds, 'read_at')
  const unseen = await countNull(tx, personIds, 'seen_at')
  return new Map(personIds.map((id) => [id, { unread: unread.get(id) ?? 0, unseen: unseen.get(id) ?? 0 }]))
}

/** A query per column, since each has an index of just these rows. */
async function countNull(
  tx: Tx,
  personIds: readonly Id[],
  column: 'read_at' | 'seen_at',
): Promise<Map<Id, number>> {
  const rows = await selectInChunks(personIds, (chunk) =>
    tx
      .selectFrom('notifications')
      .select(({ fn }) => ['person_id', fn.countAll<number>().as('count')])
      .where('person_id', 'in', chunk)
      .where(column, 'is', null)
      .groupBy('person_id')
      .execute(),
  )
  return new Map(rows.map((row) => [row.person_id, Number(row.count)]))
}
