/**
 * The one way into inboxes: whoever writes or counts a person's notifications locks the person first, after projects and
 * content and before channels, so that the counts kept are true however many write. Nobody enters anybody else's; the
 * system enters many at once.
 */
import type { Id } from '@copydesk/contract'
import { Refusal } from '../command/refusal.ts'
import { sightOf } from '../projects/members/sight.ts'
import { selectInChunks } from '../storage/chunks.ts'
import { lockRows } from '../storage/lock.ts'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'
import { unseen } from './sight.ts'

/** Locks one's own inbox. */
export async function enterInbox(tx: Tx, personId: Id): Promise<void> {
  await lockRows(tx, 'people', [personId])
}

/** Locks these inboxes; gives those that are somebody's who works here: others are told nothing. */
export async function enterInboxes(tx: Tx, personIds: readonly Id[]): Promise<Set<Id>> {
  const people = await lockRows(tx, 'people', personIds)
  return new Set(people.filter((row) => row.deactivated_at === null).map(({ id }) => id))
}

/** Locks one's own inbox, and gives one notification of it that one sees. Throws `not_found`. */
export async function enterNotification(tx: Tx, personId: Id, id: Id): Promise<Row<'notifications'>> {
  await enterInbox(tx, personId)
  const isUnseen = unseen(tx, await sightOf(tx, { id: personId }))
  const row = await tx
    .selectFrom('notifications')
    .selectAll()
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .where((own) => own.not(isUnseen(own)))
    .executeTakeFirst()
  if (!row) throw new Refusal('not_found', 'There is no such notification.')
  return row
}

/** Locks one's own inbox, and gives those of these entries that are there and that one sees. */
export async function enterEntries(
  tx: Tx,
  personId: Id,
  ids: readonly Id[],
): Promise<Row<'inbox_entries'>[]> {
  await enterInbox(tx, personId)
  const isUnseen = unseen(tx, await sightOf(tx, { id: personId }))
  return selectInChunks([...new Set(ids)], (chunk) =>
    tx
      .selectFrom('inbox_entries')
      .selectAll()
      .where('person_id', '=', personId)
      .where('id', 'in', chunk)
      .where((own) => own.not(isUnseen(own)))
      .execute(),
  )
}

/** Others' entries are not there to see. */
export function noEntry(): Refusal {
  return new Refusal('not_found', 'There is no such entry in your inbox.')
}
