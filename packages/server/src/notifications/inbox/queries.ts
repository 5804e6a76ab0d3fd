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
import { type ExpressionBuilder, sql } from 'kysely'
import { sightOf } from '../../projects/members/sight.ts'
import { contains } from '../../storage/contains.ts'
import { cutPage } from '../../storage/cut-page.ts'
import { readPosition } from '../../storage/journal.ts'
import type { Tables } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { noEntry } from '../door.ts'
import { presentNotification } from '../present.ts'
import { cameBefore, countSeen, placeOf } from '../queries.ts'
import { unseen } from '../sight.ts'
import { withTodaysExcerpts } from '../todays-excerpts.ts'
import { presentEntries } from './present.ts'

/** A part of a list, from where a cursor says. */
interface Window {
  personId: Id
  cursor: string | undefined
  limit: number
}

/** `GET /inbox`: newest first. */
export async function readInbox(
  tx: Tx,
  { personId, filter, q, cursor, limit }: Window & InboxSearch,
): Promise<Snapshot<InboxState>> {
  const sight = await sightOf(tx, { id: personId })
  const isUnseen = unseen(tx, sight)
  const before = cursor === undefined ? undefined : await placeOf(tx, personId, cursor)
  const rows = await tx
    .selectFrom('inbox_entries')
    .selectAll()
    .where('person_id', '=', personId)
    .where(under[filter])
    .$if(q.trim() !== '', (query) =>
      query.where('latest_id', 'in', (eb) =>
        eb
          .selectFrom('notifications as latest')
          .select('latest.id')
          .whereRef('latest.id', '=', 'inbox_entries.latest_id')
          .where(({ or }) =>
            or(['item_title', 'project_name', 'excerpt'].map((text) => contains(`latest.${text}`, q))),
          ),
      ),
    )
    .where(cameBefore(before))
    .where((row) => row.not(isUnseen(row)))
    .orderBy('offset', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const { page, nextCursor } = cutPage(rows, limit, arrivalKey)
  return {
    data: await presentEntries(tx, page),
    nextCursor,
    filter,
    q,
    counts: await countSeen(tx, personId, sight),
    position: await readPosition(tx, channels.person(personId)),
  }
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
  const before = cursor === undefined ? undefined : await placeOf(tx, personId, cursor)
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
  const data = (await withTodaysExcerpts(tx, page)).map(presentNotification)
  return { data, nextCursor }
}
