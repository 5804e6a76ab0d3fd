/**
 * Marks all that an inbox lists up to an offset as read, or as seen: not what is archived or snoozed, nor what came back
 * later. An entry that got something later keeps that unread.
 */
import type { Id, InboxPart, UpTo, UpToPlace } from '@copydesk/contract'
import { type ExpressionBuilder, sql } from 'kysely'
import type { CommandContext } from '../../command/command.ts'
import { type Sight, sightOf } from '../../projects/members/sight.ts'
import { chunks } from '../../storage/chunks.ts'
import type { Tables } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { addCounts } from '../counts.ts'
import { unseen as unseenBy } from '../sight.ts'
import { type Recounted, recount } from './recount.ts'
import { takePart } from './take-part.ts'

export type MarkType = 'notification.all_read' | 'notification.all_seen'
export type PlaceUpTo = UpToPlace & { upToOffset: number }

/** What a part of it did. */
export interface Marked extends Recounted {
  bounds: InboxPart
}

/**
 * Marks the part below an `arrivalKey`. Gives those that got something later, and the counts as they are then; null where
 * there was nothing to mark.
 */
export async function mark(
  { tx, now }: CommandContext,
  personId: Id,
  { place, below, type }: { place: PlaceUpTo; below: string | null; type: MarkType },
): Promise<Marked | null> {
  const isRead = type === 'notification.all_read'
  const what = isRead ? 'unread' : 'unseen'
  const column = isRead ? 'read_at' : 'seen_at'
  const listed = listedBy(tx, personId, { what, sight: await sightOf(tx, { id: personId }) })
  const upTo = listed
    .where('offset', '<=', place.upToOffset)
    .$if(place.upToOffset === 0, (query) => query.where('latest_id', '<=', place.upToId))
  const { ids, counted, bounds } = await takePart(tx, upTo, { personId, below })
  const partly = await partlyUpTo(listed, { column, upToOffset: place.upToOffset })
  if (ids.length === 0 && partly.length === 0 && below === null) return null

  const rows = tx
    .updateTable('notifications')
    .set(({ fn, val, eb }) => ({
      seen_at: fn.coalesce('seen_at', val(now)),
      revision: eb('revision', '+', 1),
      ...(isRead ? { read_at: now } : {}),
    }))
    .where(column, 'is', null)
  for (const chunk of chunks(ids)) await rows.where('entry_id', 'in', chunk).execute()
  for (const chunk of chunks(partly)) {
    await rows.where('entry_id', 'in', chunk).where('offset', '<=', place.upToOffset).execute()
  }
  for (const chunk of chunks(ids)) {
    await tx
      .updateTable('inbox_entries')
      .set(({ eb }) => ({
        unseen: 0,
        revision: eb('revision', '+', 1),
        ...(isRead ? { unread: 0 } : {}),
      }))
      .where('id', 'in', chunk)
      .execute()
  }
  await addCounts(tx, personId, { unread: isRead ? 0 - counted.unread : 0, unseen: 0 - counted.unseen })
  return { ...(await recount(tx, personId, partly)), bounds }
}

/** Neither archived nor snoozed. */
export function isListed({ eb, and }: ExpressionBuilder<Tables, 'inbox_entries'>) {
  return and([eb('archived_at', 'is', null), eb('snoozed_until', 'is', null)])
}

/** The entries that an inbox lists now with something to mark, as the index of these says it. */
function listedBy(tx: Tx, personId: Id, { what, sight }: { what: 'unread' | 'unseen'; sight: Sight }) {
  const isUnseen = unseenBy(tx, sight)
  return tx
    .selectFrom('inbox_entries')
    .where('person_id', '=', personId)
    .where(isListed)
    .where(what, '>', sql.lit(0))
    .where((row) => row.not(isUnseen(row)))
}

/** Entries that got something later, and hold something from before. */
async function partlyUpTo(
  listed: ReturnType<typeof listedBy>,
  { column, upToOffset }: { column: 'read_at' | 'seen_at'; upToOffset: number },
): Promise<Id[]> {
  const later = await listed
    .select('inbox_entries.id')
    .where('offset', '>', upToOffset)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('notifications as before')
          .select('before.id')
          .whereRef('before.entry_id', '=', 'inbox_entries.id')
          .where('before.offset', '<=', upToOffset)
          .where(`before.${column}`, 'is', null),
      ),
    )
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('notifications as after')
          .select('after.id')
          .whereRef('after.entry_id', '=', 'inbox_entries.id')
          .where('after.offset', '>', upToOffset),
      ),
    )
    .execute()
  return later.map(({ id }) => id)
}

/** The latest that is meant, however the client's version names it; undefined where there is none. */
export async function findPlace(
  tx: Tx,
  personId: Id,
  { upToOffset, upToId }: UpTo,
): Promise<PlaceUpTo | undefined> {
  const latest = await tx
    .selectFrom('inbox_entries')
    .select(['latest_id as upToId', 'offset as upToOffset'])
    .where('person_id', '=', personId)
    .where(isListed)
    .orderBy('offset', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (latest === undefined) return undefined
  if (upToOffset !== undefined) return upToOffset < latest.upToOffset ? { ...latest, upToOffset } : latest
  if (upToId === undefined) return latest
  const named = tx
    .selectFrom('notifications')
    .select(['id as upToId', 'offset as upToOffset'])
    .where('person_id', '=', personId)
  return (
    (await named.where('id', '=', upToId).executeTakeFirst()) ??
    (await named
      .where('id', '<=', upToId)
      .orderBy('offset', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst())
  )
}
