/** Makes entries follow their notifications after those were marked, changed or removed. */
import type { Actor, Id, InboxCounts } from '@copydesk/contract'
import { sql } from 'kysely'
import { selectInChunks } from '../../storage/chunks.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { addCounts, countsBetween, readCounts } from '../counts.ts'
import { actorsKept } from './arrive.ts'

type Entry = Row<'inbox_entries'>

/** What became of entries of one inbox, and what it counts up to then. */
export interface Recounted {
  entries: Entry[]
  counts: InboxCounts
}

type Change = Partial<Pick<Entry, 'archived_at' | 'snoozed_until' | 'withdrawn_at' | 'offset' | 'version_id'>>

/**
 * Of one person, under their lock. `changeOf` says what else changes of an entry. One without notifications is removed,
 * and given with the size 0.
 */
export async function recount(
  tx: Tx,
  personId: Id,
  entryIds: readonly (Id | null)[],
  changeOf: (entry: Entry) => Change = () => ({}),
): Promise<Recounted> {
  const ids = [...new Set(entryIds.filter((id) => id !== null))]
  if (ids.length === 0) return { entries: [], counts: await readCounts(tx, personId) }
  const before = await selectInChunks(ids, (chunk) =>
    tx
      .selectFrom('inbox_entries')
      .selectAll()
      .where('person_id', '=', personId)
      .where('id', 'in', chunk)
      .execute(),
  )
  const sums = await readSums(tx, ids)
  const entries: Entry[] = []
  for (const entry of before) {
    entries.push(await changed(tx, { ...entry, ...changeOf(entry) }, sums.get(entry.id)))
  }
  const left = entries.filter(({ size }) => size > 0)
  return { entries, counts: await addCounts(tx, personId, countsBetween(before, left)) }
}

type Sums = Pick<Entry, 'size' | 'unread' | 'unseen' | 'mentions'>

async function readSums(tx: Tx, ids: readonly Id[]): Promise<Map<Id | null, Sums>> {
  const count = (condition: ReturnType<typeof sql>) =>
    sql<number>`sum(case when ${condition} then 1 else 0 end)`
  const rows = await selectInChunks(ids, (chunk) =>
    tx
      .selectFrom('notifications')
      .select(({ fn }) => [
        'entry_id',
        fn.countAll<number>().as('size'),
        count(sql`read_at is null`).as('unread'),
        count(sql`seen_at is null`).as('unseen'),
        count(sql`reason = 'mention'`).as('mentions'),
      ])
      .where('entry_id', 'in', chunk)
      .groupBy('entry_id')
      .execute(),
  )
  return new Map(
    rows.map(({ entry_id, size, unread, unseen, mentions }) => [
      entry_id,
      {
        size: Number(size),
        unread: Number(unread),
        unseen: Number(unseen),
        mentions: Number(mentions),
      },
    ]),
  )
}

async function changed(tx: Tx, entry: Entry, sums: Sums | undefined): Promise<Entry> {
  if (sums === undefined) {
    await tx.deleteFrom('inbox_entries').where('id', '=', entry.id).execute()
    return { ...entry, size: 0, unread: 0, unseen: 0, mentions: 0, revision: entry.revision + 1 }
  }
  const isShorter = sums.size !== entry.size
  const next = {
    ...entry,
    ...sums,
    ...(isShorter ? await readFacts(tx, entry.id) : {}),
    revision: entry.revision + 1,
  }
  const { id, ...values } = next
  await tx.updateTable('inbox_entries').set(values).where('id', '=', id).execute()
  return next
}

/** What an entry keeps of single notifications. */
async function readFacts(tx: Tx, entryId: Id): Promise<Pick<Entry, 'latest_id' | 'actors'>> {
  const own = tx.selectFrom('notifications').where('entry_id', '=', entryId)
  const { id: latest_id } = await own
    .select('id')
    .orderBy('offset', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  const actors: Actor[] = await own
    .select(['actor_id as id', 'actor_kind as kind'])
    .groupBy(['actor_id', 'actor_kind'])
    .orderBy(({ fn }) => fn.max('offset'), 'desc')
    .orderBy(({ fn }) => fn.max('id'), 'desc')
    .limit(actorsKept)
    .execute()
  return { latest_id, actors: JSON.stringify(actors) }
}
