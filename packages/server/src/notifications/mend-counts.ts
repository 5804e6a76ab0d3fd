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

/** Counts again where that is needed; how many inboxes it was needed in. */
export async function mendInboxCounts({
  storage,
  runner,
}: Pick<Services, 'storage' | 'runner'>): Promise<number> {
  const personIds = await storage.read(findDrifted)
  for (const personId of personIds) await runner.run({ actor: systemActor }, countAgain(personId))
  return personIds.length
}

/** Those whose inbox does not hold what is kept of it. */
async function findDrifted(tx: Tx): Promise<Id[]> {
  const { rows } = await sql<{ person_id: Id }>`
    with counted as (
      select person_id, sum(case when read_at is null then 1 else 0 end) as unread,
        sum(case when seen_at is null then 1 else 0 end) as unseen
      from notifications where withdrawn_at is null and (read_at is null or seen_at is null) group by person_id
    )
    select coalesce(kept.person_id, counted.person_id) as person_id
    from inbox_counts as kept full join counted on counted.person_id = kept.person_id
    where coalesce(kept.unread, 0) <> coalesce(counted.unread, 0)
      or coalesce(kept.unseen, 0) <> coalesce(counted.unseen, 0)
    order by 1`.execute(tx)
  return rows.map(({ person_id }) => person_id)
}

function countAgain(personId: Id): Command<null> {
  return async (context) => {
    const { tx } = context
    await enterInbox(tx, personId)
    const rows = await tx
      .selectFrom('notifications')
      .select(['read_at', 'seen_at'])
      .where('person_id', '=', personId)
      .where('withdrawn_at', 'is', null)
      .where(({ or, eb }) => or([eb('read_at', 'is', null), eb('seen_at', 'is', null)]))
      .execute()
    const counts = {
      unread: rows.filter((row) => row.read_at === null).length,
      unseen: rows.filter((row) => row.seen_at === null).length,
    }
    await tx
      .insertInto('inbox_counts')
      .values({ person_id: personId, ...counts })
      .onConflict((conflict) => conflict.column('person_id').doUpdateSet(counts))
      .execute()
    const told = event(context, 'notification.changed', { notifications: [], counts })
    return { body: null, events: [{ channel: channels.person(personId), event: told }] }
  }
}
