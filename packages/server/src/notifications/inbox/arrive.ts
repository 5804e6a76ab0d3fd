/**
 * Puts new notifications into the entries of their threads: what is archived or snoozed comes back with them. Many people
 * at once, each under their lock; nothing of an entry's earlier notifications is read.
 */
import type { Actor, Id, InboxCounts } from '@copydesk/contract'
import type { CommandContext } from '../../command/command.ts'
import { chunks, selectInChunks } from '../../storage/chunks.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { addCountsOf, countsBetween } from '../counts.ts'
import type { Thread } from './thread.ts'
import { writeEntries } from './write-entries.ts'

type Entry = Row<'inbox_entries'>

/** A notification that is not written yet. */
export interface Arrival {
  row: Omit<Row<'notifications'>, 'entry_id'>
  thread: Thread
}

/** What came into one inbox, and what it counts up to then. */
export interface Arrived {
  rows: Row<'notifications'>[]
  entries: Entry[]
  counts: InboxCounts
}

/** Those who acted that an entry names. */
export const actorsKept = 20

/** By person, in the order of the arrivals. The rows themselves are left to be written. */
export async function arrive(
  { tx, newId }: Pick<CommandContext, 'tx' | 'newId'>,
  arrivals: readonly Arrival[],
): Promise<Map<Id, Arrived>> {
  const known = await readKnown(tx, arrivals)
  const after = new Map<string, Entry>()
  const arrived = new Map<Id, Arrived>()
  for (const { row, thread } of arrivals) {
    const identity = identityOf(row.person_id, thread)
    const before = after.get(identity) ?? known.get(identity)
    const entry = withNew(before ?? emptyEntry(newId(), row.person_id, thread), row)
    after.set(identity, entry)
    const own = arrived.get(row.person_id) ?? { rows: [], entries: [], counts: { unread: 0, unseen: 0 } }
    own.rows.push({ ...row, entry_id: entry.id })
    arrived.set(row.person_id, own)
  }
  for (const [identity, entry] of after) {
    const revision = (known.get(identity)?.revision ?? 0) + 1
    arrived.get(entry.person_id)?.entries.push({ ...entry, revision })
  }
  const counts = await addCountsOf(
    tx,
    new Map([...arrived].map(([personId, { entries }]) => [personId, added(known, entries)])),
  )
  for (const [personId, own] of arrived) own.counts = counts.get(personId) ?? own.counts
  await writeEntries(
    tx,
    [...arrived.values()].flatMap(({ entries }) => entries),
  )
  return arrived
}

function added(known: ReadonlyMap<string, Entry>, entries: readonly Entry[]): InboxCounts {
  const before = entries.flatMap((entry) => known.get(identityOf(entry.person_id, entry)) ?? [])
  return countsBetween(before, entries)
}

function identityOf(personId: Id, { key, place }: Thread): string {
  return `${personId} ${key} ${place}`
}

async function readKnown(tx: Tx, arrivals: readonly Arrival[]): Promise<Map<string, Entry>> {
  const personIds = [...new Set(arrivals.map(({ row }) => row.person_id))]
  const keys = [...new Set(arrivals.map(({ thread }) => thread.key))]
  const entries: Entry[] = []
  for (const some of chunks(keys)) {
    entries.push(
      ...(await selectInChunks(personIds, (chunk) =>
        tx
          .selectFrom('inbox_entries')
          .selectAll()
          .where('person_id', 'in', chunk)
          .where('key', 'in', some)
          .execute(),
      )),
    )
  }
  return new Map(entries.map((entry) => [identityOf(entry.person_id, entry), entry]))
}

function emptyEntry(id: Id, personId: Id, { key, place }: Thread): Entry {
  return {
    id,
    revision: 0,
    person_id: personId,
    key,
    place,
    project_id: null,
    content_id: null,
    version_id: null,
    offset: 0,
    latest_id: '',
    size: 0,
    unread: 0,
    unseen: 0,
    mentions: 0,
    unread_from: null,
    actors: '[]',
    archived_at: null,
    snoozed_until: null,
    withdrawn_at: null,
  }
}

function unreadComment({ kind, comment_id: id }: Arrival['row']): Id | null {
  return kind === 'comment.created' ? id : null
}

/** Ids of comments sort by time. */
function firstOf(known: Id | null, other: Id | null): Id | null {
  if (known === null || other === null) return known ?? other
  return known < other ? known : other
}

/** The last of those that come together is the one with the highest id. */
function withNew(entry: Entry, row: Arrival['row']): Entry {
  const isLatest = row.offset > entry.offset || row.id > entry.latest_id
  const actor = { id: row.actor_id, kind: row.actor_kind }
  const others = (JSON.parse(entry.actors) as Actor[]).filter(({ id }) => id !== actor.id)
  return {
    ...entry,
    ...(isLatest && {
      latest_id: row.id,
      project_id: row.project_id,
      content_id: row.content_id,
      version_id: row.version_id,
    }),
    offset: Math.max(entry.offset, row.offset),
    size: entry.size + 1,
    unread: entry.unread + 1,
    unseen: entry.unseen + 1,
    mentions: entry.mentions + (row.reason === 'mention' ? 1 : 0),
    unread_from: firstOf(entry.unread > 0 ? entry.unread_from : null, unreadComment(row)),
    actors: JSON.stringify([actor, ...others].slice(0, actorsKept)),
    archived_at: null,
    snoozed_until: null,
    withdrawn_at: null,
  }
}
