/**
 * The journal in the database. `append` runs within the transaction of the change and allots gapless offsets
 * under the channel row's lock; channels go in name order, last before commit, so that two writers cannot
 * deadlock and locks are held shortly. `StorageJournal` is what the hub reads.
 */
import type { CopydeskEvent, Position } from '@copydesk/contract'
import {
  type Announcement,
  countWithin,
  type HistoryRead,
  type JournalReader,
  type Publication,
  type StreamPosition,
} from '@copydesk/hub'
import { type ClientInfo, parseExactly } from '@copydesk/protocol'
import { sql } from 'kysely'
import { chunks, selectInChunks } from './chunks.ts'
import type { Storage, Tx } from './storage.ts'

/** An event on its way into a channel. One command gives at most one per channel. */
export interface ChannelEvent {
  channel: string
  event: CopydeskEvent
}

/** What is published in a channel, as JSON text. */
export interface ChannelText {
  channel: string
  data: string
  /** The client that published it, if a client did. */
  info?: ClientInfo | undefined
  tags?: Publication['tags'] | undefined
}

/** Appends the events and returns what is to be announced once the transaction is committed. */
export function append(tx: Tx, events: readonly ChannelEvent[], now: number): Promise<Announcement[]> {
  const texts = events.map(({ channel, event }) => ({ channel, data: JSON.stringify(event) }))
  return appendTexts(tx, texts, now)
}

/** The same for payloads that are no events of the product. At most one per channel. */
export async function appendTexts(
  tx: Tx,
  texts: readonly ChannelText[],
  now: number,
): Promise<Announcement[]> {
  if (texts.length === 0) return []
  const sorted = texts.toSorted((a, b) => (a.channel < b.channel ? -1 : a.channel > b.channel ? 1 : 0))
  for (const [index, entry] of sorted.entries()) {
    if (sorted[index + 1]?.channel === entry.channel) {
      throw new Error(`More than one publication for channel ${entry.channel} at once`)
    }
  }
  const announcements: Announcement[] = []
  for (const batch of chunks(sorted)) {
    const heads = await tx
      .insertInto('channels')
      .values(
        batch.map(({ channel, data }) => ({
          name: channel,
          epoch: databaseEpoch,
          head: 1,
          floor: 0,
          changed_at: now,
          bytes: Buffer.byteLength(data),
        })),
      )
      .onConflict((conflict) =>
        conflict.column('name').doUpdateSet({
          head: sql`channels.head + 1`,
          changed_at: now,
          bytes: sql`channels.bytes + excluded.bytes`,
        }),
      )
      .returning(['name', 'epoch', 'head'])
      .execute()
    const headOf = new Map(heads.map((head) => [head.name, head]))
    const rows = batch.map(({ channel, data, info, tags }) => {
      const head = headOf.get(channel)
      if (!head) throw new Error(`The database gave no offset for channel ${channel}`)
      const publication = { offset: head.head, data, ...(info && { info }), ...(tags && { tags }) }
      announcements.push({ channel, epoch: head.epoch, publications: [publication] })
      return {
        channel,
        offset: head.head,
        data,
        at: now,
        info: info ? JSON.stringify(info) : null,
        tags: tags ? JSON.stringify(tags) : null,
      }
    })
    await tx.insertInto('publications').values(rows).execute()
  }
  return announcements
}

/**
 * Locks channels to the end of the transaction, in the order in which `append` does. Who rewrites or removes what they
 * hold locks them first, together with all that it appends to: in another order two writers could wait for each other.
 */
export async function lockChannels(tx: Tx, channels: readonly string[]): Promise<void> {
  for (const names of chunks([...new Set(channels)].sort())) {
    await tx
      .selectFrom('channels')
      .select('name')
      .where('name', 'in', names)
      .orderBy('name')
      .forNoKeyUpdate()
      .execute()
  }
}

/**
 * The offsets that these channels' next publications will have, for rows that are to say where they were told of. The
 * channels are locked from here on, so this comes last as well, right before the events are given to `append`.
 */
export async function nextOffsets(
  tx: Tx,
  channels: readonly string[],
  now: number,
): Promise<Map<string, number>> {
  const names = [...new Set(channels)].sort()
  const next = new Map<string, number>()
  for (const batch of chunks(names)) {
    const fresh = { epoch: databaseEpoch, head: 0, floor: 0, changed_at: now, bytes: 0 }
    await tx
      .insertInto('channels')
      .values(batch.map((name) => ({ name, ...fresh })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const rows = await tx
      .selectFrom('channels')
      .select(['name', 'head'])
      .where('name', 'in', batch)
      .orderBy('name')
      .forNoKeyUpdate()
      .execute()
    for (const { name, head } of rows) next.set(name, head + 1)
  }
  return next
}

/**
 * Puts other words into publications that hold this text; `rewrite` gives null for what stays as it is. Their offsets
 * stay, so whoever catches up misses nothing but the words. A hub that has them in memory forgets them within seconds.
 * The channels are locked: see `lockChannels`.
 */
export async function rewritePublications(
  tx: Tx,
  channels: readonly string[],
  holding: string,
  rewrite: (event: CopydeskEvent, channel: string) => CopydeskEvent | null,
): Promise<void> {
  const grown = new Map<string, number>()
  for (const names of chunks([...new Set(channels)])) {
    const rows = await tx
      .selectFrom('publications')
      .selectAll()
      .where('channel', 'in', names)
      .where('data', 'like', `%${holding}%`)
      .execute()
    const rewritten = rows.flatMap((row) => {
      const event = rewrite(JSON.parse(row.data) as CopydeskEvent, row.channel)
      if (event === null) return []
      const data = JSON.stringify(event)
      const by = Buffer.byteLength(data) - Buffer.byteLength(row.data)
      grown.set(row.channel, (grown.get(row.channel) ?? 0) + by)
      return [{ ...row, data }]
    })
    for (const some of chunks(rewritten)) {
      await tx
        .insertInto('publications')
        .values(some)
        .onConflict((conflict) =>
          conflict.columns(['channel', 'offset']).doUpdateSet(({ ref }) => ({ data: ref('excluded.data') })),
        )
        .execute()
    }
  }
  await addBytes(tx, grown)
}

/** One statement for all channels that grew or shrank alike, which are most. */
async function addBytes(tx: Tx, grown: ReadonlyMap<string, number>): Promise<void> {
  for (const [by, alike] of Map.groupBy(grown, ([, by]) => by)) {
    for (const some of chunks(alike.map(([name]) => name))) {
      await tx
        .updateTable('channels')
        .set(({ eb }) => ({ bytes: eb('bytes', '+', by) }))
        .where('name', 'in', some)
        .execute()
    }
  }
}

/** Removes all but the newest publications of each of these channels. They stand where they stood. */
export async function keepNewest(tx: Tx, channels: readonly string[], keep: number): Promise<void> {
  for (const names of chunks(channels)) {
    await tx
      .updateTable('channels')
      .set(({ eb }) => ({ floor: eb('head', '-', keep) }))
      .where('name', 'in', names)
      .where(({ eb }) => eb(eb('head', '-', eb.ref('floor')), '>', keep))
      .execute()
    await removeBelowFloor(tx, names)
  }
}

/** Removes what lies at or below the floor of each of these channels. */
export async function removeBelowFloor(tx: Tx, channels: readonly string[]): Promise<void> {
  await tx
    .updateTable('channels')
    .set(({ eb, fn, selectFrom }) => ({
      bytes: eb(
        'bytes',
        '-',
        fn.coalesce(
          selectFrom('publications')
            .select(sql<number>`sum(octet_length(data))`.as('bytes'))
            .whereRef('channel', '=', 'channels.name')
            .whereRef('offset', '<=', 'channels.floor'),
          sql<number>`0`,
        ),
      ),
    }))
    .where('name', 'in', channels)
    .execute()
  const floors = await tx
    .selectFrom('channels')
    .select(['name', 'floor'])
    .where('name', 'in', channels)
    .execute()
  // Named one by one, so that each is a range of the key: compared with the channel's row, all of its rows would be read.
  for (const few of chunks(floors, 50)) {
    await tx
      .deleteFrom('publications')
      .where(({ and, eb, or }) =>
        or(few.map(({ name, floor }) => and([eb('channel', '=', name), eb('offset', '<=', floor)]))),
      )
      .execute()
  }
}

/** Where a channel stands within this transaction; for snapshots. */
export async function readPosition(tx: Tx, channel: string): Promise<Position> {
  return { channel, ...(await streamPosition(tx, channel)) }
}

/** How long publications of a channel count, in milliseconds; undefined: until housekeeping removes them. */
export type LifetimeOf = (channel: string) => number | undefined

export class StorageJournal implements JournalReader {
  readonly #storage: Storage
  readonly #now: () => number
  readonly #lifetimeOf: LifetimeOf

  constructor(storage: Storage, now: () => number = Date.now, lifetimeOf: LifetimeOf = () => undefined) {
    this.#storage = storage
    this.#now = now
    this.#lifetimeOf = lifetimeOf
  }

  position(channel: string): Promise<StreamPosition> {
    return this.#storage.read((tx) => streamPosition(tx, channel))
  }

  read(
    channel: string,
    afterOffset: number,
    limit: number,
    maxBytes = Number.POSITIVE_INFINITY,
  ): Promise<HistoryRead | null> {
    return this.#storage.read(async (tx) => {
      const head = await tx
        .selectFrom('channels')
        .select(['epoch', 'head', 'floor'])
        .where('name', '=', channel)
        .executeTakeFirst()
      if (!head) {
        return afterOffset === 0
          ? { position: { epoch: await readDatabaseEpoch(tx), offset: 0 }, publications: [] }
          : null
      }
      if (afterOffset > head.head || afterOffset < (await this.#floor(tx, channel, head.floor))) return null
      const rows = await tx
        .selectFrom('publications')
        .select(['offset', 'data', 'info', 'tags'])
        .where('channel', '=', channel)
        .where('offset', '>', afterOffset)
        .orderBy('offset')
        .limit(await countOf(tx, channel, afterOffset, limit, maxBytes))
        .execute()
      const publications = rows.map(({ offset, data, info, tags }) => ({
        offset,
        data,
        ...(info !== null && { info: parseExactly(info) as ClientInfo }),
        ...(tags !== null && { tags: JSON.parse(tags) as Record<string, string> }),
      }))
      return { position: { epoch: head.epoch, offset: head.head }, publications }
    })
  }

  floor(channel: string): Promise<number> {
    return this.#storage.read(async (tx) => {
      const row = await tx
        .selectFrom('channels')
        .select('floor')
        .where('name', '=', channel)
        .executeTakeFirst()
      return row === undefined ? 0 : this.#floor(tx, channel, row.floor)
    })
  }

  /** Up to where publications count no more: removed, or too old in a channel that says how old they may be. */
  async #floor(tx: Tx, channel: string, removed: number): Promise<number> {
    const lifetimeMs = this.#lifetimeOf(channel)
    if (lifetimeMs === undefined) return removed
    const old = await tx
      .selectFrom('publications')
      .select(({ fn }) => fn.max('offset').as('offset'))
      .where('channel', '=', channel)
      .where('at', '<=', this.#now() - lifetimeMs)
      .executeTakeFirst()
    return Math.max(removed, old?.offset ?? 0)
  }

  heads(channels: readonly string[]): Promise<ReadonlyMap<string, StreamPosition>> {
    return this.#storage.read(async (tx) => {
      const rows = await selectInChunks(channels, (names) =>
        tx.selectFrom('channels').select(['name', 'epoch', 'head']).where('name', 'in', names).execute(),
      )
      const found = new Map(rows.map(({ name, epoch, head }) => [name, { epoch, offset: head }]))
      const nothingYet = { epoch: await readDatabaseEpoch(tx), offset: 0 }
      return new Map(channels.map((channel) => [channel, found.get(channel) ?? nothingYet]))
    })
  }
}

/** How many publications after an offset hold no more than so many bytes together. Reads their sizes only. */
async function countOf(
  tx: Tx,
  channel: string,
  afterOffset: number,
  limit: number,
  maxBytes: number,
): Promise<number> {
  if (maxBytes === Number.POSITIVE_INFINITY) return limit
  const rows = await tx
    .selectFrom('publications')
    .select(sql<number>`octet_length(data)`.as('bytes'))
    .where('channel', '=', channel)
    .where('offset', '>', afterOffset)
    .orderBy('offset')
    .limit(limit)
    .execute()
  return countWithin(
    rows.map(({ bytes }) => bytes),
    maxBytes,
  )
}

async function streamPosition(tx: Tx, channel: string): Promise<StreamPosition> {
  const row = await tx
    .selectFrom('channels')
    .select(['epoch', 'head'])
    .where('name', '=', channel)
    .executeTakeFirst()
  return row ? { epoch: row.epoch, offset: row.head } : { epoch: await readDatabaseEpoch(tx), offset: 0 }
}

/** The epoch of channels that get their first publication, within the statement that makes them. */
const databaseEpoch = sql<string>`(select value from meta where key = 'epoch')`

/** The epoch of channels without a publication. */
async function readDatabaseEpoch(tx: Tx): Promise<string> {
  const row = await tx.selectFrom('meta').select('value').where('key', '=', 'epoch').executeTakeFirst()
  if (!row) throw new Error('The database has no epoch: it was not migrated')
  return row.value
}
