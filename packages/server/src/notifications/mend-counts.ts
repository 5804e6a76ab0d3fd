/**
 * Mends the counts that are kept of inboxes, under the person's lock, for the reason that `comments/mend-counts.ts`
 * gives.
 */
import { channels, type Id } from '@copydesk/contract'
import { sql } from 'kysely'
import { type Command, event } from '../command/command.ts'
import { systemActor } from '../command/system-actor.ts'
import type { Services } from '../services.ts'
import type { Tx } from '../storage/storage.ts'
import { enterInbox } from './door.ts'
import { presentSeenEntries } from './inbox/present.ts'
import { recount, unreadFrom } from './inbox/recount.ts'

/** Counts again where that is needed; how many inboxes it was needed in. */
export async function mendInboxCounts({
  storage,
  runner,
}: Pick<Services, 'storage' | 'runner'>): Promise<number> {
  const personIds = await storage.read(findDrifted)
  for (const personId of personIds) await runner.run({ actor: systemActor }, countAgain(personId))
  return personIds.length
}

/** Those whose inbox does not hold what is kept of it, be it of an entry or of all. */
async function findDrifted(tx: Tx): Promise<Id[]> {
  const { rows } = await sql<{ person_id: Id }>`
    with counted as (
      select person_id, sum(case when unread > 0 then 1 else 0 end) as unread,
        sum(case when unseen > 0 then 1 else 0 end) as unseen
      from inbox_entries where withdrawn_at is null and archived_at is null and snoozed_until is null
      group by person_id
    )
    select coalesce(kept.person_id, counted.person_id) as person_id
    from inbox_counts as kept full join counted on counted.person_id = kept.person_id
    where coalesce(kept.unread, 0) <> coalesce(counted.unread, 0)
      or coalesce(kept.unseen, 0) <> coalesce(counted.unseen, 0)
    union
    select entry.person_id from inbox_entries as entry left join (${sumsOfEntries}) as held on held.entry_id = entry.id
    where held.entry_id is null or entry.size <> held.size or entry.unread <> held.unread or entry.unseen <> held.unseen
      or entry.mentions <> held.mentions or ${isFromElsewhere}
    order by 1`.execute(tx)
  return rows.map(({ person_id }) => person_id)
}

const isFromElsewhere = sql`(entry.unread > 0 and coalesce(entry.unread_from, '') <> coalesce(held.unread_from, ''))`

const sumsOfEntries = sql`
  select entry_id, count(*) as size, sum(case when read_at is null then 1 else 0 end) as unread,
    sum(case when seen_at is null then 1 else 0 end) as unseen,
    sum(case when reason = 'mention' then 1 else 0 end) as mentions, ${unreadFrom} as unread_from
  from notifications where entry_id is not null group by entry_id`

function countAgain(personId: Id): Command<null> {
  return async (context) => {
    const { tx } = context
    await enterInbox(tx, personId)
    const drifted = await sql<{ id: Id }>`
      select entry.id from inbox_entries as entry left join (${sumsOfEntries}) as held on held.entry_id = entry.id
      where entry.person_id = ${personId} and (held.entry_id is null or entry.size <> held.size
        or entry.unread <> held.unread or entry.unseen <> held.unseen or entry.mentions <> held.mentions
        or ${isFromElsewhere})`.execute(tx)
    const ids = drifted.rows.map(({ id }) => id)
    const { entries } = await recount(tx, personId, ids)
    const counts = await tx
      .selectFrom('inbox_entries')
      .select([
        sql<number>`coalesce(sum(case when unread > 0 then 1 else 0 end), 0)`.as('unread'),
        sql<number>`coalesce(sum(case when unseen > 0 then 1 else 0 end), 0)`.as('unseen'),
      ])
      .where('person_id', '=', personId)
      .where('withdrawn_at', 'is', null)
      .where('archived_at', 'is', null)
      .where('snoozed_until', 'is', null)
      .executeTakeFirstOrThrow()
    const own = { unread: Number(counts.unread), unseen: Number(counts.unseen) }
    await tx
      .insertInto('inbox_counts')
      .values({ person_id: personId, ...own })
      .onConflict((conflict) => conflict.column('person_id').doUpdateSet(own))
      .execute()
    const told = event(context, 'notification.changed', {
      notifications: [],
      entries: await presentSeenEntries(tx, personId, entries),
      counts: own,
    })
    return { body: null, events: [{ channel: channels.person(personId), event: told }] }
  }
}
