/** Reads single notifications of one person, and counts their inbox. */
import {
  arrivalKey,
  channels,
  type Id,
  type InboxCounts,
  type NotificationFilter,
  type NotificationList,
  parseArrivalKey,
  type Snapshot,
} from '@copydesk/contract'
import { sql } from 'kysely'
import { closedProjects, type Sight, sightOf } from '../projects/members/sight.ts'
import { cutPage } from '../storage/cut-page.ts'
import { readPosition } from '../storage/journal.ts'
import type { Tx } from '../storage/storage.ts'
import { type Counted, countsBetween, readCounts } from './counts.ts'
import { presentNotification } from './present.ts'
import { unseen } from './sight.ts'

/** Which part of whose notifications. */
export interface NotificationWindow {
  personId: Id
  filter: NotificationFilter
  /** Notifications that came before this one: an `arrivalKey`, or an id as in the version before. */
  cursor: string | undefined
  limit: number
}

/** `GET /notifications`: newest first. */
export async function readNotifications(
  tx: Tx,
  window: NotificationWindow,
): Promise<Snapshot<NotificationList>> {
  const { personId, filter, cursor, limit } = window
  const sight = await sightOf(tx, { id: personId })
  const before = cursor === undefined ? undefined : await placeOf(tx, personId, cursor)
  const isUnseen = unseen(tx, sight)
  const rows = await selectInbox(tx, { personId, filter, before, limit: limit + 1 })
    .where((row) => row.not(isUnseen(row)))
    .execute()
  const { page: data, nextCursor } = cutPage(rows.map(presentNotification), limit, arrivalKey)
  return {
    data,
    nextCursor,
    filter,
    counts: await countSeen(tx, personId, sight),
    position: await readPosition(tx, channels.person(personId)),
  }
}

/** `GET /notifications/counts`. */
export async function countInbox(tx: Tx, personId: Id): Promise<InboxCounts> {
  return countSeen(tx, personId, await sightOf(tx, { id: personId }))
}

/** The counts that are kept, as they will be once `withdraw` has followed what the person sees now. */
export async function countSeen(tx: Tx, personId: Id, sight: Sight): Promise<InboxCounts> {
  const kept = await readCounts(tx, personId)
  const change = countsBetween(...(await shifted(tx, personId, sight)))
  return { unread: kept.unread + change.unread, unseen: kept.unseen + change.unseen }
}

/** What counts if its person sees it, and is kept as if they did while they do not, or the other way round. */
async function shifted(tx: Tx, personId: Id, sight: Sight): Promise<[before: Counted[], after: Counted[]]> {
  const own = tx
    .selectFrom('inbox_entries')
    .select(['unread', 'unseen', 'archived_at', 'snoozed_until', 'withdrawn_at'])
    .where('person_id', '=', personId)
    .where('archived_at', 'is', null)
    .where('snoozed_until', 'is', null)
    // What is read is seen. As the index of what is unread says it, which a parameter would not match.
    .where('unread', '>', sql.lit(0))
  const isUnseen = unseen(tx, sight)
  const isAllOpen = (await closedProjects(tx, sight).limit(1).executeTakeFirst()) === undefined
  const gone = isAllOpen
    ? []
    : [
        ...(await own
          .where('withdrawn_at', 'is', null)
          .where('project_id', 'in', closedProjects(tx, sight))
          .execute()),
        ...(await own
          .where('withdrawn_at', 'is', null)
          .where('project_id', 'is', null)
          .where(isUnseen)
          .execute()),
      ]
  const back = await own
    .where('withdrawn_at', 'is not', null)
    .where((row) => row.not(isUnseen(row)))
    .execute()
  return [gone, back.map((row) => ({ ...row, withdrawn_at: null }))]
}

export interface Place {
  offset: number
  id: Id
}

/** What came before this place; everything where there is none. */
export function cameBefore(place: Place | undefined) {
  return place === undefined
    ? sql<boolean>`true`
    : sql<boolean>`(${sql.ref('offset')}, ${sql.ref('id')}) < (${place.offset}, ${place.id})`
}

/** Reads no more rows than it gives, however many there are: each filter has an index in this order. */
export function selectInbox(
  tx: Tx,
  window: Pick<NotificationWindow, 'personId' | 'filter' | 'limit'> & { before: Place | undefined },
) {
  const { personId, filter, before, limit } = window
  return tx
    .selectFrom('notifications')
    .selectAll()
    .where('person_id', '=', personId)
    .$if(filter === 'unread', (query) => query.where('read_at', 'is', null))
    .where(cameBefore(before))
    .orderBy('offset', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
}

/** An id that is no notification of this person is taken for one from before offsets were kept. */
export async function placeOf(tx: Tx, personId: Id, cursor: string): Promise<Place> {
  const place = parseArrivalKey(cursor)
  if (place) return place
  const row = await tx
    .selectFrom('notifications')
    .select('offset')
    .where('id', '=', cursor)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return { offset: row?.offset ?? 0, id: cursor }
}
