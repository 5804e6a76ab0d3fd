/** Reads what people watch and mute: one person's all, or everybody's of some keys. */
import {
  channels,
  type Id,
  type Snapshot,
  type SubscriptionKey,
  type SubscriptionLevel,
  type Subscriptions,
} from '@copydesk/contract'
import { selectInChunks } from '../../storage/chunks.ts'
import { readPosition } from '../../storage/journal.ts'
import type { Tx } from '../../storage/storage.ts'
import { presentSubscription } from './present.ts'

/** `GET /subscriptions` */
export async function readSubscriptions(tx: Tx, personId: Id): Promise<Snapshot<Subscriptions>> {
  const rows = await tx
    .selectFrom('subscriptions')
    .selectAll()
    .where('person_id', '=', personId)
    .where('level', '<>', 'default')
    .orderBy('key')
    .execute()
  return {
    data: rows.map(presentSubscription),
    nextCursor: null,
    position: await readPosition(tx, channels.person(personId)),
  }
}

/** What each person says of these keys. */
export type Levels = ReadonlyMap<Id, ReadonlyMap<SubscriptionKey, SubscriptionLevel>>

/** What these people say of these keys. */
export async function levelsOf(
  tx: Tx,
  keys: readonly SubscriptionKey[],
  personIds: readonly Id[],
): Promise<Levels> {
  const rows = await selectInChunks([...new Set(keys)], (some) =>
    selectInChunks(personIds, (people) =>
      tx
        .selectFrom('subscriptions')
        .select(['person_id', 'key', 'level'])
        .where('key', 'in', some)
        .where('person_id', 'in', people)
        .where('level', '<>', 'default')
        .execute(),
    ),
  )
  return new Map(
    [...Map.groupBy(rows, (row) => row.person_id)].map(([personId, own]) => [
      personId,
      new Map(own.map(({ key, level }) => [key, level])),
    ]),
  )
}

/** Where something is to be told to who watches it. */
export interface Watched {
  keys: readonly SubscriptionKey[]
  /** To those alone whose ids come after this one. */
  after?: Id | undefined
}

/** Those who watch each of these, in the order of their ids: the first of them, where there are more than `most`. */
export async function watchersOf(tx: Tx, places: readonly Watched[], most: number): Promise<Id[][]> {
  const all = [...new Set(places.flatMap(({ keys }) => keys))]
  const rows = await selectInChunks(all, (chunk) =>
    tx
      .selectFrom('subscriptions')
      .select(['person_id', 'key'])
      .where('key', 'in', chunk)
      .where('level', '=', 'watching')
      .limit(most + 1)
      .execute(),
  )
  if (rows.length > most) {
    const first: Id[][] = []
    for (const place of places) first.push(await firstWatchersOf(tx, place, most))
    return first
  }
  const byKey = Map.groupBy(rows, ({ key }) => key)
  return places.map(({ keys, after = '' }) => {
    const ids = keys.flatMap((key) => byKey.get(key) ?? []).map((row) => row.person_id)
    return [...new Set(ids)].filter((id) => id > after).sort()
  })
}

async function firstWatchersOf(tx: Tx, { keys, after = '' }: Watched, most: number): Promise<Id[]> {
  const rows = await selectInChunks([...new Set(keys)], (chunk) =>
    tx
      .selectFrom('subscriptions')
      .select('person_id')
      .distinct()
      .where('key', 'in', chunk)
      .where('level', '=', 'watching')
      .where('person_id', '>', after)
      .orderBy('person_id')
      .limit(most)
      .execute(),
  )
  return [...new Set(rows.map((row) => row.person_id))].sort().slice(0, most)
}
