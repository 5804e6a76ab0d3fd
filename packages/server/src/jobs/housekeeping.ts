/**
 * Removes what has outlived its use: publications beyond retention, expired sessions, old idempotency keys. In small
 * transactions, so that nobody waits for it. Channels themselves stay: their offsets must not start again.
 */

import { sql } from 'kysely'
import { idempotencyKeptMs } from '../command/idempotency.ts'
import { chunks } from '../storage/chunks.ts'
import { lockChannels, removeBelowFloor } from '../storage/journal.ts'
import type { Storage, Tx } from '../storage/storage.ts'

/** How much of the journal is kept. */
export interface Retention {
  /** Publications older than this are removed. */
  maxAgeMs: number
  /** The newest publications kept per channel. More than the hub replays to a client would be of no use. */
  maxPerChannel: number
  /** Bytes of the newest payloads kept per channel. */
  maxBytesPerChannel: number
}

/**
 * A week covers a holiday; a thousand is three times what is replayed at most; 16 MB is a hundred times that, and still
 * a history of 128 publications of the largest size that the server API takes.
 */
export const defaultRetention: Retention = {
  maxAgeMs: 7 * 24 * 60 * 60 * 1000,
  maxPerChannel: 1000,
  maxBytesPerChannel: 16 * 1024 * 1024,
}

/** Old publications, and channels that are too long, looked at per transaction. */
const chunkSize = 500

/** Each is rid of all that is too old in it: some thousand publications at most. */
const channelsAtOnce = 20

/** `defaultRetention` unless said otherwise. */
export interface HousekeepingOptions {
  storage: Storage
  /** Milliseconds since 1970. */
  now: () => number
  retention?: Retention
}

/** Does all of it once. */
export async function keepHouse(options: HousekeepingOptions): Promise<void> {
  const { storage, now, retention = defaultRetention } = options
  const oldest = now() - retention.maxAgeMs
  await removeAll(storage, (tx) => readTooOld(tx, oldest))
  await removeAll(storage, (tx) => readTooLong(tx, retention.maxPerChannel))
  await removeAll(storage, (tx) => readTooHeavy(tx, retention.maxBytesPerChannel))
  await storage.write(async (tx) => {
    await tx.deleteFrom('sessions').where('expires_at', '<=', now()).execute()
    await tx
      .deleteFrom('idempotency_keys')
      .where('created_at', '<=', now() - idempotencyKeptMs)
      .execute()
  })
}

/** A channel, and the offset up to which it may go. */
interface Excess {
  channel: string
  offset: number
}

async function readTooOld(tx: Tx, oldest: number): Promise<Excess[]> {
  const rows = await tx
    .selectFrom('publications')
    .select('channel')
    .where('at', '<', oldest)
    .orderBy('at')
    .limit(chunkSize)
    .execute()
  const channels = [...new Set(rows.map(({ channel }) => channel))].slice(0, channelsAtOnce)
  if (channels.length === 0) return []
  return tx
    .selectFrom('publications')
    .select(({ fn }) => ['channel', fn.max('offset').as('offset')])
    .where('channel', 'in', channels)
    .where('at', '<', oldest)
    .groupBy('channel')
    .execute()
}

function readTooLong(tx: Tx, maxPerChannel: number): Promise<Excess[]> {
  return tx
    .selectFrom('channels')
    .select(({ eb }) => ['name as channel', eb('head', '-', maxPerChannel).as('offset')])
    .where(({ eb }) => eb(eb('head', '-', eb.ref('floor')), '>', maxPerChannel))
    .limit(chunkSize)
    .execute()
}

/** At most one channel, because finding how much of it may stay reads all its sizes. */
async function readTooHeavy(tx: Tx, maxBytes: number): Promise<Excess[]> {
  const heavy = await tx
    .selectFrom('channels')
    .select('name')
    .where('bytes', '>', maxBytes)
    .limit(1)
    .executeTakeFirst()
  if (heavy === undefined) return []
  await lockChannels(tx, [heavy.name])
  const rows = await tx
    .selectFrom('publications')
    .select(['offset', sql<number>`octet_length(data)`.as('bytes')])
    .where('channel', '=', heavy.name)
    .orderBy('offset', 'desc')
    .execute()
  let kept = 0
  const first = rows.find(({ bytes }) => {
    if (kept + bytes > maxBytes) return true
    kept += bytes
    return false
  })
  // What is removed is taken off again where it is removed.
  const all = rows.reduce((sum, { bytes }) => sum + bytes, 0)
  await tx.updateTable('channels').set({ bytes: all }).where('name', '=', heavy.name).execute()
  return [{ channel: heavy.name, offset: first?.offset ?? 0 }]
}

/** Removes piece by piece until nothing is left to remove, and raises each channel's floor along with it. */
async function removeAll(storage: Storage, read: (tx: Tx) => Promise<Excess[]>): Promise<void> {
  for (let hasMore = true; hasMore; ) {
    hasMore = await storage.write(async (tx) => {
      const excess = await read(tx)
      const channels = excess.map(({ channel }) => channel)
      await lockChannels(tx, channels)
      for (const { channel, offset } of excess) {
        await tx
          .updateTable('channels')
          .set({ floor: offset })
          .where('name', '=', channel)
          .where('floor', '<', offset)
          .execute()
      }
      for (const names of chunks(channels)) await removeBelowFloor(tx, names)
      return excess.length > 0
    })
  }
}
