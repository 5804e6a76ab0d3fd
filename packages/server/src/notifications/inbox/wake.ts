/** Brings snoozed entries back on time, unread: due work in the outbox, so after a restart too. */
import { channels, type Id } from '@copydesk/contract'
import { id } from '@copydesk/contract/schemas'
import { sql } from 'kysely'
import { z } from 'zod'
import { nothingPending, type OutboxEntry } from '../../command/outbox.ts'
import { followUp } from '../../command/work.ts'
import { type ChannelEvent, nextOffsets } from '../../storage/journal.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { enterInboxes } from '../door.ts'
import { markEntries } from './mark-entries.ts'
import { inboxEvent, presentSeenEntries } from './present.ts'
import { recount } from './recount.ts'

/** Entries of one event: more would not be replayed to whoever was away. */
const mostAtOnce = 300

const name = 'wake'

/** What is snoozed is read by then, so an entry of the outbox that is too much does no harm. */
export const wake = followUp({
  name,
  lane: 'prompt',
  payload: z.object({ personId: id }),
  batchSize: 20,
  work: async (context, payloads) => {
    const { tx, now } = context
    const personIds = [...new Set(payloads.map(({ personId }) => personId))].sort()
    await enterInboxes(tx, personIds)
    const due = new Map<Id, Due[]>()
    for (const personId of personIds) {
      const entries = await dueOf(tx, personId, now)
      if (entries.length > 0) due.set(personId, entries)
    }
    const offsets = await nextOffsets(tx, [...due.keys()].map(channels.person), now)
    const events: ChannelEvent[] = []
    for (const [personId, own] of due) {
      // Whoever snoozed what they had read wants to be told of it again.
      await markEntries(tx, own, false, now)
      const ids = own.map(({ id }) => id)
      const offset = offsets.get(channels.person(personId)) ?? 0
      const { entries, counts } = await recount(tx, personId, ids, () => ({ snoozed_until: null, offset }))
      const told = { personId, entries: await presentSeenEntries(tx, personId, entries), counts }
      events.push(inboxEvent(context, 'notification.changed', told))
    }
    const unfinished = [...due].filter(([, own]) => own.length === mostAtOnce)
    return { events, outbox: unfinished.map(([personId]) => wakeAt(personId, now)) }
  },
})

type Due = Pick<Row<'inbox_entries'>, 'id' | 'unread' | 'latest_id'>

function dueOf(tx: Tx, personId: Id, now: number): Promise<Due[]> {
  return tx
    .selectFrom('inbox_entries')
    .select(['id', 'unread', 'latest_id'])
    .where('person_id', '=', personId)
    .where('snoozed_until', '<=', now)
    .orderBy('snoozed_until')
    .orderBy('id')
    .limit(mostAtOnce)
    .execute()
}

/** The work that looks after what a person snoozed until then. */
export function wakeAt(personId: Id, until: number): OutboxEntry {
  return { name, payload: { personId }, key: `${personId} ${until}`, dueAt: until }
}

/** The work of what is past its instant and waits for none: that failed for good, or was discarded. */
export async function overdueWakes(tx: Tx, now: number, atMost: number): Promise<OutboxEntry[]> {
  const rows = await tx
    .selectFrom('inbox_entries')
    .select(({ fn }) => ['person_id', fn.min<number>('snoozed_until').as('until')])
    .where('snoozed_until', '<=', now)
    .where(nothingPending({ name }, sql`inbox_entries.person_id || ' ' || inbox_entries.snoozed_until`))
    .groupBy('person_id')
    .limit(atMost)
    .execute()
  return rows.map(({ person_id, until }) => wakeAt(person_id, Number(until)))
}
