/** Makes entries follow their notifications after those were marked, changed or removed. */
import type { Actor, Id, InboxCounts } from '@copydesk/contract'
import { sql } from 'kysely'
import { chunks, selectInChunks } from '../../storage/chunks.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { addCountsOf, countsBetween, readCounts } from '../counts.ts'
import { actorsKept } from './arrive.ts'
import { writeEntries } from './write-entries.ts'

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
  changeOf?: (entry: Entry) => Change,
): Promise<Recounted> {
  const recounted = await recountEach(tx, new Map([[personId, entryIds]]), changeOf)
  return recounted.get(personId) ?? { entries: [], counts: await readCounts(tx, personId) }
}

/** The same of many people, each under their lock; who has none of their entries is left out. */
export async function recountEach(
  tx: Tx,
  entryIds: ReadonlyMap<Id, readonly (Id | null)[]>,
  changeOf: (entry: Entry) => Change = () => ({}),
): Promise<Map<Id, Recounted>> {
  const ids = [...new Set([...entryIds.values()].flat())].filter((id) => id !== null)
  const found = await selectInChunks(ids, (chunk) =>
    tx.selectFrom('inbox_entries').selectAll().where('id', 'in', chunk).execute(),
  )
  const before = Map.groupBy(
    found.filter(({ person_id }) => entryIds.has(person_id)),
    ({ person_id }) => person_id,
  )
  const sums = await readSums(tx, ids)
  const after = new Map<Id, Entry[]>()
  for (const [personId, own] of before) {
    const entries: Entry[] = []
    for (const entry of own) {
      entries.push(await recounted(tx, { ...entry, ...changeOf(entry) }, sums.get(entry.id)))
    }
    after.set(personId, entries)
  }
  const all = [...after.values()].flat()
  const empty = all.filter((entry) => !isLeft(entry)).map(({ id }) => id)
  for (const chunk of chunks(empty)) {
    await tx.deleteFrom('inbox_entries').where('id', 'in', chunk).execute()
  }
  await writeEntries(tx, all.filter(isLeft))
  const counts = await addCountsOf(
    tx,
    new Map(
      [...after].map(([personId, own]) => [
        personId,
        countsBetween(before.get(personId) ?? [], own.filter(isLeft)),
      ]),
    ),
  )
  return new Map(
    [...after].map(([personId, entries]) => [
      personId,
      { entries, counts: counts.get(personId) ?? { unread: 0, unseen: 0 } },
    ]),
  )
}

const isLeft = ({ size }: Entry) => size > 0

/** Of the notifications of an entry the first comment that is unread. */
export const unreadFrom = sql<Id | null>`min(case when read_at is null and kind = 'comment.created' then comment_id end)`

type Sums = Pick<Entry, 'size' | 'unread' | 'unseen' | 'mentions' | 'unread_from'>

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
        unreadFrom.as('unread_from'),
      ])
      .where('entry_id', 'in', chunk)
      .groupBy('entry_id')
      .execute(),
  )
  return new Map(
    rows.map(({ entry_id, size, unread, unseen, mentions, unread_from }) => [
      entry_id,
      {
        size: Number(size),
        unread: Number(unread),
        unseen: Number(unseen),
        mentions: Number(mentions),
        unread_from,
      },
    ]),
  )
}

async function recounted(tx: Tx, entry: Entry, sums: Sums | undefined): Promise<Entry> {
  const revision = entry.revision + 1
  if (sums === undefined)
    return { ...entry, size: 0, unread: 0, unread_from: null, unseen: 0, mentions: 0, revision }
  const facts = sums.size === entry.size ? {} : await readFacts(tx, entry.id)
  return { ...entry, ...sums, ...facts, revision }
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
