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

/** Everybody who watches or mutes one of these. */
export async function levelsOf(tx: Tx, keys: readonly SubscriptionKey[]): Promise<Levels> {
  const rows = await selectInChunks([...new Set(keys)], (chunk) =>
    tx
      .selectFrom('subscriptions')
      .select(['person_id', 'key', 'level'])
      .where('key', 'in', chunk)
      .where('level', '<>', 'default')
      .execute(),
  )
  return new Map(
    [...Map.groupBy(rows, (row) => row.person_id)].map(([personId, own]) => [
      personId,
      new Map(own.map(({ key, level }) => [key, level])),
    ]),
  )
}
