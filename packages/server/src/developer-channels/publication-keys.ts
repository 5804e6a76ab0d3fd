/**
 * Idempotency keys of publications, one set for each channel: they say where a publication that is sent again was
 * kept the first time. Written in the transaction that publishes, into the table that keeps those of people's
 * commands too.
 */
import type { StreamPosition } from '@copydesk/hub'
import type { NewPublication } from '@copydesk/hub/server-api'
import { idempotencyKeptMs } from '../command/idempotency.ts'
import { chunks } from '../storage/chunks.ts'
import type { Tx } from '../storage/storage.ts'

type Position = StreamPosition | null

/** No person has such an id. */
const ownerOf = (channel: string): string => `channel ${channel}`

/** By channel, where those publications stand that were made before under the same key. */
export async function findPositions(
  tx: Tx,
  publications: readonly NewPublication[],
  now: number,
): Promise<Map<string, Position>> {
  const found = new Map<string, Position>()
  for (const [key, group] of byKey(publications)) {
    for (const batch of chunks(group)) {
      const rows = await tx
        .selectFrom('idempotency_keys')
        .select(['person_id', 'body'])
        .where('key', '=', key)
        .where(
          'person_id',
          'in',
          batch.map(({ channel }) => ownerOf(channel)),
        )
        .where('created_at', '>', now - idempotencyKeptMs)
        .execute()
      const bodies = new Map(rows.map((row) => [row.person_id, row.body]))
      for (const { channel } of batch) {
        const body = bodies.get(ownerOf(channel))
        if (body !== undefined) found.set(channel, JSON.parse(body) as Position)
      }
    }
  }
  return found
}

/** Remembers where these publications stand, for a day. */
export async function rememberPositions(
  tx: Tx,
  publications: readonly NewPublication[],
  positions: ReadonlyMap<string, Position>,
  now: number,
): Promise<void> {
  for (const [key, group] of byKey(publications)) {
    for (const batch of chunks(group)) {
      const rows = batch.map(({ channel }) => ({
        person_id: ownerOf(channel),
        key,
        request_hash: '',
        status: 200,
        body: JSON.stringify(positions.get(channel) ?? null),
        created_at: now,
      }))
      await tx
        .insertInto('idempotency_keys')
        .values(rows)
        .onConflict((conflict) =>
          conflict.columns(['person_id', 'key']).doUpdateSet(({ ref }) => ({
            body: ref('excluded.body'),
            created_at: ref('excluded.created_at'),
          })),
        )
        .execute()
    }
  }
}

/** Those that have a key, by it; the publications of one request have the same. */
function byKey(publications: readonly NewPublication[]): [key: string, group: NewPublication[]][] {
  const groups = Map.groupBy(publications, ({ idempotencyKey }) => idempotencyKey)
  return [...groups].flatMap(([key, group]) => (key === undefined ? [] : [[key, group]]))
}
