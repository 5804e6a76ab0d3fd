/**
 * Archives all that an inbox lists up to an offset, and takes that back, however many entries that is: neither is read
 * one by one. What something came to since is in the inbox already, and no undo moves it.
 */
import {
  type ArchiveAll,
  type ArchivedAll,
  channels,
  type Id,
  type InboxCounts,
  type Instant,
} from '@copydesk/contract'
import { type Command, event, instant } from '../../command/command.ts'
import { sightOf } from '../../projects/members/sight.ts'
import type { Tx } from '../../storage/storage.ts'
import { addCounts, readCounts } from '../counts.ts'
import { enterInbox } from '../door.ts'
import { unseen } from '../sight.ts'
import { countsOfKept, findPlace, isListed } from './mark-up-to.ts'
import { requireUndoable } from './undoable.ts'

export function archiveAll(personId: Id, { upToOffset, onlyRead = false }: ArchiveAll): Command<ArchivedAll> {
  return async (context) => {
    const { tx, now } = context
    await enterInbox(tx, personId)
    const place = await findPlace(tx, personId, { upToOffset })
    const nothing = async () => ({
      body: { ...(await readCounts(tx, personId)), archivedAt: null },
      events: [],
    })
    if (!place) return nothing()
    const meant = (await ownSeen(tx, personId))
      .where(isListed)
      .where('offset', '<=', place.upToOffset)
      .$if(place.upToOffset === 0, (query) => query.where('latest_id', '<=', place.upToId))
      .$if(onlyRead, (query) => query.where('unread', '=', 0))
    const { count, unread, unseen } = await meant.select(countsOfKept).executeTakeFirstOrThrow()
    if (Number(count) === 0) return nothing()
    await tx
      .updateTable('inbox_entries')
      .set(({ eb }) => ({ archived_at: now, revision: eb('revision', '+', 1) }))
      .where('id', 'in', meant.select('inbox_entries.id'))
      .execute()
    const counts = await addCounts(tx, personId, { unread: -Number(unread), unseen: -Number(unseen) })
    const all = event(context, 'notification.all_archived', { ...place, onlyRead, counts })
    return {
      body: { ...counts, archivedAt: instant(now) },
      events: [{ channel: channels.person(personId), event: all }],
    }
  }
}

/** Brings back what was archived together at an instant. Throws `not_found` when that was too long ago. */
export function undoArchiveAll(personId: Id, archivedAt: Instant): Command<InboxCounts> {
  return async (context) => {
    const { tx, now } = context
    const at = Date.parse(archivedAt)
    requireUndoable(at, now)
    await enterInbox(tx, personId)
    const meant = (await ownSeen(tx, personId))
      .where('archived_at', 'is not', null)
      .where('archived_at', '=', at)
    const { count, unread, unseen } = await meant.select(countsOfKept).executeTakeFirstOrThrow()
    if (Number(count) === 0) return { body: await readCounts(tx, personId), events: [] }
    await tx
      .updateTable('inbox_entries')
      .set(({ eb }) => ({ archived_at: null, revision: eb('revision', '+', 1) }))
      .where('id', 'in', meant.select('inbox_entries.id'))
      .execute()
    const counts = await addCounts(tx, personId, { unread: Number(unread), unseen: Number(unseen) })
    const all = event(context, 'notification.all_returned', { archivedAt: instant(at), counts })
    return { body: counts, events: [{ channel: channels.person(personId), event: all }] }
  }
}

async function ownSeen(tx: Tx, personId: Id) {
  const isUnseen = unseen(tx, await sightOf(tx, { id: personId }))
  return tx
    .selectFrom('inbox_entries')
    .where('person_id', '=', personId)
    .where((row) => row.not(isUnseen(row)))
}
