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
import { type ExpressionBuilder, sql } from 'kysely'
import {
  closedProjects,
  hiddenContent,
  hiddenVersions,
  type Sight,
  sightOf,
} from '../projects/members/sight.ts'
import { cutPage } from '../storage/cut-page.ts'
import { readPosition } from '../storage/journal.ts'
import type { Tables } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'
import { type Counted, countsBetween, readCounts } from './counts.ts'
import { presentNotifications } from './present.ts'
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
  const before = await placeOf(tx, personId, cursor)
  const isUnseen = unseen(tx, sight)
  const rows = await selectInbox(tx, { personId, filter, before, limit: limit + 1 })
    .where((row) => row.not(isUnseen(row)))
    .execute()
  const { page, nextCursor } = cutPage(rows, limit, arrivalKey)
  const data = await presentNotifications(tx, page)
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

/**
 * What counts if its person sees it, and is kept as if they did while they do not, or the other way round. What is gone is
 * looked for from what is hidden, which is little, and not among all that the inbox holds: joined the other way round,
 * SQLite would read every unread entry.
 */
async function shifted(tx: Tx, personId: Id, sight: Sight): Promise<[before: Counted[], after: Counted[]]> {
  const isAllOpen = (await closedProjects(tx, sight).limit(1).executeTakeFirst()) === undefined
  const found = isAllOpen
    ? []
    : [
        ...(await tx
          .selectFrom(closedProjects(tx, sight).as('hiding'))
          .crossJoin('inbox_entries')
          .select(counted)
          .whereRef('project_id', '=', 'hiding.id')
          .where(isKept(personId))
          .execute()),
        ...(await tx
          .selectFrom(hiddenVersions(tx, sight).as('hiding'))
          .crossJoin('inbox_entries')
          .select(counted)
          .whereRef('inbox_entries.version_id', '=', 'hiding.version_id')
          .where('project_id', 'is', null)
          .where(isKept(personId))
          .execute()),
        ...(await tx
          .selectFrom(hiddenContent(tx, sight).as('hiding'))
          .crossJoin('inbox_entries')
          .select(counted)
          .whereRef('inbox_entries.content_id', '=', 'hiding.content_id')
          .where('inbox_entries.version_id', 'is', null)
          .where('project_id', 'is', null)
          .where(isKept(personId))
          .execute()),
      ]
  // A version may be hidden by more than one project.
  const gone = [...new Map(found.map((row) => [row.id, row])).values()]
  const isUnseen = unseen(tx, sight)
  const back = await tx
    .selectFrom('inbox_entries')
    .select(counted)
    .where('person_id', '=', personId)
    .where('withdrawn_at', 'is not', null)
    .where(holdsUnread)
    .where((row) => row.not(isUnseen(row)))
    .execute()
  return [gone, back.map((row) => ({ ...row, withdrawn_at: null }))]
}

const counted = [
  'inbox_entries.id',
  'unread',
  'unseen',
  'archived_at',
  'snoozed_until',
  'withdrawn_at',
] as const

/** What is read is seen. */
function holdsUnread({ eb, and }: ExpressionBuilder<Tables, 'inbox_entries'>) {
  return and([eb('archived_at', 'is', null), eb('snoozed_until', 'is', null), eb('unread', '>', 0)])
}

/** Of this person, and kept in the counts. */
function isKept(personId: Id) {
  return (row: ExpressionBuilder<Tables, 'inbox_entries'>) =>
    row.and([row('person_id', '=', personId), row('withdrawn_at', 'is', null), holdsUnread(row)])
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

/** The rest: this place, and what came after it; everything where there is none. */
export function isNotBefore(place: Place | undefined) {
  return place === undefined
    ? sql<boolean>`true`
    : sql<boolean>`(${sql.ref('offset')}, ${sql.ref('id')}) >= (${place.offset}, ${place.id})`
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

/** None without a cursor. An id that is no notification of this person is taken for one from before offsets were kept. */
export async function placeOf(
  tx: Tx,
  personId: Id,
  cursor: string | null | undefined,
): Promise<Place | undefined> {
  if (cursor === null || cursor === undefined) return undefined
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
