/**
 * Removes from inboxes what their people were done with long ago: what they read, and what they archived. What is unread,
 * or snoozed, stays. A bounded number in each transaction, so that nobody waits, and told to open screens like any change.
 */
import type { Id, InboxEntry } from '@copydesk/contract'
import type { Command } from '../../command/command.ts'
import { systemActor } from '../../command/system-actor.ts'
import type { Services } from '../../services.ts'
import { selectInChunks } from '../../storage/chunks.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { enterInbox } from '../door.ts'
import { seenEntryIds } from '../sight.ts'
import { inboxEvent, presentEntries, presentEntry } from './present.ts'
import { recount } from './recount.ts'

const dayMs = 24 * 60 * 60_000

/** Each may be of another entry, and the event that tells of it names all of those. */
const atOnce = 100

type Notification = Row<'notifications'>

/** Goes on with the others where one inbox fails, and rejects with an `AggregateError` of those in the end. */
export async function forgetOldNotifications({
  storage,
  runner,
  settings,
  now,
}: Pick<Services, 'storage' | 'runner' | 'now'> & {
  settings: Pick<Services['settings'], 'inboxDays'>
}): Promise<void> {
  const before = now() - settings.inboxDays * dayMs
  const errors: unknown[] = []
  for (const personId of await storage.read((tx) => peopleWithOld(tx, before))) {
    try {
      while ((await runner.run({ actor: systemActor }, forgetSome(personId, before))).body === atOnce) {}
    } catch (error) {
      errors.push(error)
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, 'Old notifications of some people are still there')
}

async function peopleWithOld(tx: Tx, before: number): Promise<Id[]> {
  const rows = await tx
    .selectFrom('people')
    .select('id')
    .where(({ or, exists, selectFrom }) =>
      or([
        exists(
          selectFrom('notifications')
            .select('notifications.id')
            .whereRef('person_id', '=', 'people.id')
            .where('read_at', '<', before),
        ),
        exists(
          selectFrom('inbox_entries')
            .select('inbox_entries.id')
            .whereRef('person_id', '=', 'people.id')
            .where('archived_at', '<', before),
        ),
      ]),
    )
    .orderBy('id')
    .execute()
  return rows.map((row) => row.id)
}

/** Gives how many went. */
function forgetSome(personId: Id, before: number): Command<number> {
  return async (context) => {
    const { tx } = context
    await enterInbox(tx, personId)
    const old = await readOld(tx, personId, before)
    if (old.length === 0) return { body: 0, events: [] }
    const entryIds = [...new Set(old.flatMap((row) => row.entry_id ?? []))]
    const seen = await seenEntryIds(tx, personId, entryIds)
    const latest = await readLatest(tx, entryIds)
    const ids = old.map((row) => row.id)
    await tx.deleteFrom('notifications').where('id', 'in', ids).execute()
    const { entries, counts } = await recount(tx, personId, entryIds)
    const told = entries.filter(({ id }) => seen.has(id))
    const gone = told.flatMap((entry): InboxEntry[] => {
      const last = latest.get(entry.id)
      return entry.size === 0 && last ? [presentEntry(entry, last)] : []
    })
    const left = await presentEntries(
      tx,
      told.filter(({ size }) => size > 0),
    )
    const shown = { personId, entries: [...left, ...gone], counts }
    return {
      body: old.length,
      events: told.length === 0 ? [] : [inboxEvent(context, 'notification.changed', shown)],
    }
  }
}

/** At most as many as go at once. */
async function readOld(tx: Tx, personId: Id, before: number): Promise<Notification[]> {
  const own = tx
    .selectFrom('notifications as told')
    .innerJoin('inbox_entries as entry', 'entry.id', 'told.entry_id')
    .selectAll('told')
    .where('told.person_id', '=', personId)
    .where('entry.snoozed_until', 'is', null)
  const read = await own.where('told.read_at', '<', before).limit(atOnce).execute()
  if (read.length === atOnce) return read
  const archived = await own
    .where('entry.person_id', '=', personId)
    .where('entry.archived_at', '<', before)
    .limit(atOnce)
    .execute()
  const known = new Set(read.map((row) => row.id))
  return [...read, ...archived.filter((row) => !known.has(row.id))].slice(0, atOnce)
}

/** The latest notification of each of these entries. */
async function readLatest(tx: Tx, entryIds: readonly Id[]): Promise<Map<Id, Notification>> {
  const rows = await selectInChunks(entryIds, (chunk) =>
    tx
      .selectFrom('inbox_entries as entry')
      .innerJoin('notifications as told', 'told.id', 'entry.latest_id')
      .selectAll('told')
      .where('entry.id', 'in', chunk)
      .execute(),
  )
  return new Map(rows.map((row) => [row.entry_id ?? '', row]))
}
