/**
 * Archives all that an inbox lists up to an offset, and takes that back, in parts. What something came to since is in the
 * inbox already, and no undo moves it.
 */
import {
  type ArchiveAll,
  type ArchivedAll,
  channels,
  type Id,
  type InboxCounts,
  type Instant,
} from '@copydesk/contract'
import { type CommandInParts, event, instant } from '../../command/command.ts'
import { sightOf } from '../../projects/members/sight.ts'
import { chunks } from '../../storage/chunks.ts'
import type { Tx } from '../../storage/storage.ts'
import { addCounts, readCounts } from '../counts.ts'
import { enterInbox } from '../door.ts'
import { unseen } from '../sight.ts'
import { findPlace, isListed, type PlaceUpTo } from './mark-up-to.ts'
import { contextOfPart, partOf, takePart } from './take-part.ts'
import { requireUndoable } from './undoable.ts'

export function archiveAll(
  personId: Id,
  { upToOffset, onlyRead = false }: ArchiveAll,
): CommandInParts<ArchivedAll> {
  const part =
    (known: PlaceUpTo | undefined, below: string | null): CommandInParts<ArchivedAll> =>
    async (context) => {
      const { tx, now, hasBegun = false } = context
      await enterInbox(tx, personId)
      const place = known ?? (await findPlace(tx, personId, { upToOffset }))
      const meant = (await ownSeen(tx, personId))
        .where(isListed)
        .where('offset', '<=', place?.upToOffset ?? -1)
        .$if(place?.upToOffset === 0, (query) => query.where('latest_id', '<=', place?.upToId ?? ''))
        .$if(onlyRead, (query) => query.where('unread', '=', 0))
      const { ids, counted, bounds } = await takePart(tx, meant, { personId, below })
      if (place === undefined || (ids.length === 0 && below === null)) {
        const archivedAt = hasBegun ? instant(now) : null
        return { body: { ...(await readCounts(tx, personId)), archivedAt }, events: [] }
      }
      await write(tx, ids, now)
      const counts = await addCounts(tx, personId, { unread: -counted.unread, unseen: -counted.unseen })
      const told = { ...place, onlyRead, ...partOf(bounds), counts }
      const all = event(contextOfPart(context, bounds), 'notification.all_archived', told)
      return {
        body: { ...counts, archivedAt: instant(now) },
        events: [{ channel: channels.person(personId), event: all }],
        next: bounds.downTo === null ? undefined : part(place, bounds.downTo),
      }
    }
  return part(undefined, null)
}

/** Brings back what was archived together at an instant. Throws `not_found` when that was too long ago. */
export function undoArchiveAll(personId: Id, archivedAt: Instant): CommandInParts<InboxCounts> {
  const part =
    (below: string | null): CommandInParts<InboxCounts> =>
    async (context) => {
      const { tx, now } = context
      const at = Date.parse(archivedAt)
      requireUndoable(at, now)
      await enterInbox(tx, personId)
      const meant = (await ownSeen(tx, personId))
        .where('archived_at', 'is not', null)
        .where('archived_at', '=', at)
      const { ids, counted, bounds } = await takePart(tx, meant, { personId, below })
      if (ids.length === 0 && below === null) return { body: await readCounts(tx, personId), events: [] }
      await write(tx, ids, null)
      const counts = await addCounts(tx, personId, counted)
      const told = { archivedAt: instant(at), ...partOf(bounds), counts }
      const all = event(contextOfPart(context, bounds), 'notification.all_returned', told)
      return {
        body: counts,
        events: [{ channel: channels.person(personId), event: all }],
        next: bounds.downTo === null ? undefined : part(bounds.downTo),
      }
    }
  return part(null)
}

async function write(tx: Tx, ids: readonly Id[], archived_at: number | null): Promise<void> {
  for (const chunk of chunks(ids)) {
    await tx
      .updateTable('inbox_entries')
      .set(({ eb }) => ({ archived_at, revision: eb('revision', '+', 1) }))
      .where('id', 'in', chunk)
      .execute()
  }
}

async function ownSeen(tx: Tx, personId: Id) {
  const isUnseen = unseen(tx, await sightOf(tx, { id: personId }))
  return tx
    .selectFrom('inbox_entries')
    .where('person_id', '=', personId)
    .where((row) => row.not(isUnseen(row)))
}
