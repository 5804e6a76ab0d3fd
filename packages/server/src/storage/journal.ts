/**
 * The journal in the database. `append` runs within the transaction of the change and allots gapless offsets
 * under the channel row's lock; channels go in name order, last before commit, so that two writers cannot
 * deadlock and locks are held shortly. `StorageJournal` is what the hub reads.
 */
import type { CopydeskEvent, Position } from '@copydesk/contract'
import type { Announcement, ChannelChange, HistoryRead, JournalReader, StreamPosition } from '@copydesk/hub'
import { sql } from 'kysely'
import { chunks } from './chunks.ts'
import type { Storage, Tx } from './storage.ts'

/** An event on its way into a channel. One command gives at most one per channel. */
export interface ChannelEvent {
  channel: string
  event: CopydeskEvent
}

/** Appends the events and returns what is to be announced once the transaction is committed. */
export async function append(tx: Tx, events: readonly ChannelEvent[], now: number): Promise<Announcement[]> {
  if (events.length === 0) return []
  const sorted = events
    .map(({ channel, event }) => ({ channel, data: JSON.stringify(event) }))
    .sort((a, b) => (a.channel < b.channel ? -1 : a.channel > b.channel ? 1 : 0))
  for (const [index, entry] of sorted.entries()) {
    if (sorted[index + 1]?.channel === entry.channel) {
      throw new Error(`More than one event for channel ${entry.channel} in one command`)
    }
  }
  const epoch = await databaseEpoch(tx)
  const announcements: Announcement[] = []
  for (const batch of chunks(sorted)) {
    const heads = await tx
      .insertInto('channels')
      .values(batch.map(({ channel }) => ({ name: channel, epoch, head: 1, floor: 0, changed_at: now })))
      .onConflict((conflict) =>
        conflict.column('name').doUpdateSet({ head: sql`channels.head + 1`, changed_at: now }),
      )
      .returning(['name', 'epoch', 'head'])
      .execute()
    const headOf = new Map(heads.map((head) => [head.name, head]))
    const rows = batch.map(({ channel, data }) => {
      const head = headOf.get(channel)
      if (!head) throw new Error(`The database gave no offset for channel ${channel}`)
      announcements.push({ channel, epoch: head.epoch, publications: [{ offset: head.head, data }] })
      return { channel, offset: head.head, data, at: now }
    })
    await tx.insertInto('publications').values(rows).execute()
  }
  return announcements
}

/** Where a channel stands within this transaction; for snapshots. */
export async function readPosition(tx: Tx, channel: string): Promise<Position> {
  return { channel, ...(await streamPosition(tx, channel)) }
}

/** How far back `changedSince` looks again, so that a transaction that committed late is not skipped. */
const overlapMs = 10_000

export class StorageJournal implements JournalReader {
  readonly #storage: Storage
  readonly #now: () => number

  constructor(storage: Storage, now: () => number = Date.now) {
    this.#storage = storage
    this.#now = now
  }

  position(channel: string): Promise<StreamPosition> {
    return this.#storage.read((tx) => streamPosition(tx, channel))
  }

  read(channel: string, afterOffset: number, limit: number): Promise<HistoryRead | null> {
    return this.#storage.read(async (tx) => {
      const head = await tx
        .selectFrom('channels')
        .select(['epoch', 'head', 'floor'])
        .where('name', '=', channel)
        .executeTakeFirst()
      if (!head) {
        return afterOffset === 0
          ? { position: { epoch: await databaseEpoch(tx), offset: 0 }, publications: [] }
          : null
      }
      if (afterOffset < head.floor || afterOffset > head.head) return null
      const publications = await tx
        .selectFrom('publications')
        .select(['offset', 'data'])
        .where('channel', '=', channel)
        .where('offset', '>', afterOffset)
        .orderBy('offset')
        .limit(limit)
        .execute()
      return { position: { epoch: head.epoch, offset: head.head }, publications }
    })
  }

  changedSince(cursor: string | undefined): Promise<{ changes: ChannelChange[]; cursor: string }> {
    const now = this.#now()
    if (cursor === undefined) return Promise.resolve({ changes: [], cursor: String(now) })
    return this.#storage.read(async (tx) => {
      const rows = await tx
        .selectFrom('channels')
        .select(['name', 'epoch', 'head'])
        .where('changed_at', '>=', Number(cursor) - overlapMs)
        .execute()
      const changes = rows.map((row) => ({
        channel: row.name,
        position: { epoch: row.epoch, offset: row.head },
      }))
      return { changes, cursor: String(now) }
    })
  }
}

async function streamPosition(tx: Tx, channel: string): Promise<StreamPosition> {
  const row = await tx
    .selectFrom('channels')
    .select(['epoch', 'head'])
    .where('name', '=', channel)
    .executeTakeFirst()
  return row ? { epoch: row.epoch, offset: row.head } : { epoch: await databaseEpoch(tx), offset: 0 }
}

/** The epoch of channels without a publication, and of those that get their first one. */
async function databaseEpoch(tx: Tx): Promise<string> {
  const row = await tx.selectFrom('meta').select('value').where('key', '=', 'epoch').executeTakeFirst()
  if (!row) throw new Error('The database has no epoch: it was not migrated')
  return row.value
}
