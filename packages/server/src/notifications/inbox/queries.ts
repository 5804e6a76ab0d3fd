/** Reads inboxes: a window of one person's entries as a live snapshot, and what an entry holds. */
import {
  arrivalKey,
  channels,
  type Id,
  type InboxFilter,
  type InboxSearch,
  type InboxState,
  type Notification,
  type Page,
  type Snapshot,
} from '@copydesk/contract'
import { type ExpressionBuilder, type SelectQueryBuilder, sql } from 'kysely'
import { sightOf } from '../../projects/members/sight.ts'
import { contains } from '../../storage/contains.ts'
import { cutPage } from '../../storage/cut-page.ts'
import { readPosition } from '../../storage/journal.ts'
import type { Tables } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { noEntry } from '../door.ts'
import { presentNotifications } from '../present.ts'
import { cameBefore, countSeen, isNotBefore, type Place, placeOf } from '../queries.ts'
import { unseen } from '../sight.ts'
import { presentEntries } from './present.ts'

/** A part of a list, from where a cursor says. */
interface Window {
  personId: Id
  cursor: string | undefined
  limit: number
}

/**
 * Entries that one request looks through for words: a tenth of a second's worth, however rare they are. No index of words,
 * which would be one more place that edited and deleted words have to leave, and on PostgreSQL an extension that not
 * every host has; the cursor says how far the search came, and whoever asks goes on from there.
 */
export const lookedThrough = 5000

/** `GET /inbox`: newest first. Of a search a page may be short, or empty, and not the last one. */
export async function readInbox(
  tx: Tx,
  { personId, filter, q, cursor, limit }: Window & InboxSearch,
): Promise<Snapshot<InboxState>> {
  const sight = await sightOf(tx, { id: personId })
  const isUnseen = unseen(tx, sight)
  const before = await placeOf(tx, personId, cursor)
  const listed = tx
    .selectFrom('inbox_entries')
    .where('person_id', '=', personId)
    .where(under[filter])
    .where(cameBefore(before))
    .orderBy('offset', 'desc')
    .orderBy('id', 'desc')
  const isSearch = q.trim() !== ''
  const last = isSearch ? await lastLookedThrough(listed) : undefined
  const rows = await listed
    .selectAll()
    .$if(isSearch, (query) => query.where((row) => latestContains(row, q)))
    .$if(last !== undefined, (query) => query.where(isNotBefore(last)))
    .where((row) => row.not(isUnseen(row)))
    .limit(limit + 1)
    .execute()
  const { page, nextCursor } = cutPage(rows, limit, arrivalKey)
  return {
    data: await presentEntries(tx, page),
    nextCursor: nextCursor ?? (last === undefined ? null : arrivalKey(last)),
    filter,
    q,
    counts: await countSeen(tx, personId, sight),
    position: await readPosition(tx, channels.person(personId)),
  }
}

/** Undefined where the list ends before that. */
function lastLookedThrough(
  listed: SelectQueryBuilder<Tables, 'inbox_entries', object>,
): Promise<Place | undefined> {
  return listed
    .select(['offset', 'inbox_entries.id'])
    .offset(lookedThrough - 1)
    .limit(1)
    .executeTakeFirst()
}

/**
 * By the titles of today, as `withTodaysTitles` has them, and the words that were quoted. One comparison for all: no line
 * that is looked for goes on in the next one.
 */
function latestContains({ exists, selectFrom }: ExpressionBuilder<Tables, 'inbox_entries'>, q: string) {
  const title = sql`case when latest.item_title is not null
    then coalesce(version.title, own.title, latest.item_title) else '' end`
  const name = sql`case when latest.project_name is not null
    then coalesce(project.name, latest.project_name) else '' end`
  const words = sql`${title} || ${'\n'} || ${name} || ${'\n'} || latest.excerpt`
  return exists(
    selectFrom('notifications as latest')
      .leftJoin('projects as project', 'project.id', 'latest.project_id')
      .leftJoin('project_items as item', (join) =>
        join.onRef('item.id', '=', 'latest.item_id').onRef('item.project_id', '=', 'latest.project_id'),
      )
      .leftJoin('versions as version', 'version.id', 'item.version_id')
      .leftJoin('versions as own', (join) =>
        join.onRef('own.id', '=', 'latest.version_id').on('latest.project_id', 'is', null),
      )
      .select('latest.id')
      .whereRef('latest.id', '=', 'inbox_entries.latest_id')
      .where(contains(words, q)),
  )
}

type Condition = (row: ExpressionBuilder<Tables, 'inbox_entries'>) => ReturnType<typeof row.and>

const inInbox: Condition = ({ eb, and }) =>
  and([eb('archived_at', 'is', null), eb('snoozed_until', 'is', null)])

/** Each as the index that has it in order says it, which a parameter would not match. */
const under: Readonly<Record<InboxFilter, Condition>> = {
  all: inInbox,
  unread: (row) => row.and([row('unread', '>', sql.lit(0)), inInbox(row)]),
  mentions: (row) => row.and([row('mentions', '>', sql.lit(0)), inInbox(row)]),
  archived: (row) => row.and([row('archived_at', 'is not', null)]),
  snoozed: (row) => row.and([row('snoozed_until', 'is not', null)]),
}

/** `GET /inbox/{id}/notifications`: newest first. Throws `not_found`. */
export async function readEntry(
  tx: Tx,
  { entryId, personId, cursor, limit }: Window & { entryId: Id },
): Promise<Page<Notification>> {
  const isUnseen = unseen(tx, await sightOf(tx, { id: personId }))
  const entry = await tx
    .selectFrom('inbox_entries')
    .select('id')
    .where('id', '=', entryId)
    .where('person_id', '=', personId)
    .where((row) => row.not(isUnseen(row)))
    .executeTakeFirst()
  if (!entry) throw noEntry()
  const before = await placeOf(tx, personId, cursor)
  const rows = await tx
    .selectFrom('notifications')
    .selectAll()
    .where('entry_id', '=', entryId)
    .where(cameBefore(before))
    .where((row) => row.not(isUnseen(row)))
    .orderBy('offset', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const { page, nextCursor } = cutPage(rows, limit, arrivalKey)
  const data = await presentNotifications(tx, page)
  return { data, nextCursor }
}
