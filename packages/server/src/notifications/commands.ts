/**
 * What a person may do to their own inbox: read or unread one, read all, see all. Whatever changes something
 * publishes the counts as they are then, so that the badge is the same everywhere.
 */
import {
  type AllRead,
  channels,
  type Id,
  type InboxCounts,
  type Instant,
  type Notification,
  type UndoneAllRead,
  type UpTo,
  type UpToPlace,
} from '@copydesk/contract'
import { type Command, type CommandContext, event, instant } from '../command/command.ts'
import { Refusal } from '../command/refusal.ts'
import { sightOf } from '../projects/members/sight.ts'
import type { Tx } from '../storage/storage.ts'
import { addCounts, countChange, readCounts } from './counts.ts'
import { enterInbox, enterNotification } from './door.ts'
import { inboxEvent, presentNotification } from './present.ts'
import { unseen } from './sight.ts'

const undoableForMs = 10 * 60_000
/** Rows of one event: more would not be replayed to whoever was away. */
const undoneAtOnce = 300

/** Marks one notification as read or unread. Others' notifications are not there to see. */
export function changeNotification(personId: Id, id: Id, read: boolean): Command<Notification> {
  return async (context) => {
    const { tx, now } = context
    const before = await enterNotification(tx, personId, id)
    context.precondition.require(before.revision)
    if ((before.read_at !== null) === read) return { body: presentNotification(before), events: [] }
    const change = {
      read_at: read ? now : null,
      seen_at: before.seen_at ?? now,
      revision: before.revision + 1,
      withdrawn_at: null,
    }
    await tx.updateTable('notifications').set(change).where('id', '=', id).execute()
    const row = { ...before, ...change }
    const counts = await addCounts(tx, personId, countChange(before, row))
    return {
      body: presentNotification(row),
      events: [inboxEvent(context, 'notification.changed', [row], counts)],
    }
  }
}

/** Marks everything up to a notification as read; all there is now without one. */
export function readAll(personId: Id, upTo: UpTo): Command<AllRead> {
  return async (context) => {
    const { body, ...outcome } = await markUpTo(personId, upTo, 'notification.all_read')(context)
    const readAt = outcome.events.length === 0 ? null : instant(context.now)
    return { ...outcome, body: { ...body, readAt } }
  }
}

/**
 * Makes unread again what was marked as read together at an instant, the newest first, as many as one event may
 * carry; says how many are left. Throws `not_found` when that was too long ago.
 */
export function undoReadAll(personId: Id, readAt: Instant): Command<UndoneAllRead> {
  return async (context) => {
    const { tx, now } = context
    const at = Date.parse(readAt)
    if (now - at > undoableForMs) {
      throw new Refusal('not_found', 'That was more than ten minutes ago and can no longer be undone.')
    }
    await enterInbox(tx, personId)
    const isUnseen = unseen(tx, await sightOf(tx, { id: personId }))
    const those = tx
      .selectFrom('notifications')
      .where('person_id', '=', personId)
      .where('read_at', '=', at)
      .where((row) => row.not(isUnseen(row)))
    const { count } = await those
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    const rows = await those
      .selectAll()
      .orderBy('offset', 'desc')
      .orderBy('id', 'desc')
      .limit(undoneAtOnce)
      .execute()
    if (rows.length === 0) return { body: { ...(await readCounts(tx, personId)), left: 0 }, events: [] }
    await tx
      .updateTable('notifications')
      .set((eb) => ({ read_at: null, withdrawn_at: null, revision: eb('revision', '+', 1) }))
      .where(
        'id',
        'in',
        rows.map((row) => row.id),
      )
      .execute()
    const unread = rows.map((row) => ({ ...row, read_at: null, revision: row.revision + 1 }))
    const counts = await addCounts(tx, personId, { unread: rows.length, unseen: 0 })
    return {
      body: { ...counts, left: Number(count) - rows.length },
      events: [inboxEvent(context, 'notification.changed', unread, counts)],
    }
  }
}

/** Marks everything up to a notification as seen; all there is now without one. */
export function seeAll(personId: Id, upTo: UpTo): Command<InboxCounts> {
  return markUpTo(personId, upTo, 'notification.all_seen')
}

type MarkType = 'notification.all_read' | 'notification.all_seen'

function markUpTo(personId: Id, upTo: UpTo, type: MarkType): Command<InboxCounts> {
  return async (context) => {
    const { tx } = context
    await enterInbox(tx, personId)
    const place = await findPlace(tx, personId, upTo)
    const marked = place && (await mark(context, personId, place, type))
    if (!marked || (marked.unread === 0 && marked.unseen === 0)) {
      return { body: await readCounts(tx, personId), events: [] }
    }
    const counts = await addCounts(tx, personId, marked)
    const all = event(context, type, { ...place, counts })
    return { body: counts, events: [{ channel: channels.person(personId), event: all }] }
  }
}

/** Gives what it changes of the counts. */
async function mark(
  { tx, now }: CommandContext,
  personId: Id,
  { upToId, upToOffset }: UpToPlace & { upToOffset: number },
  type: MarkType,
): Promise<InboxCounts> {
  const isRead = type === 'notification.all_read'
  const { unseen } = await tx
    .selectFrom('notifications')
    .select(({ fn }) => fn.countAll<number>().as('unseen'))
    .where('person_id', '=', personId)
    .where('seen_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('offset', '<=', upToOffset)
    .$if(upToOffset === 0, (query) => query.where('id', '<=', upToId))
    .executeTakeFirstOrThrow()
  const { numUpdatedRows } = await tx
    .updateTable('notifications')
    .set(({ fn, val, eb }) => ({
      seen_at: fn.coalesce('seen_at', val(now)),
      revision: eb('revision', '+', 1),
      ...(isRead ? { read_at: now } : {}),
    }))
    .where('person_id', '=', personId)
    .where('offset', '<=', upToOffset)
    .$if(upToOffset === 0, (query) => query.where('id', '<=', upToId))
    .where(isRead ? 'read_at' : 'seen_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return { unread: isRead ? 0 - Number(numUpdatedRows) : 0, unseen: 0 - Number(unseen) }
}

/** The latest notification that is meant, however the client's version names it; undefined where there is none. */
async function findPlace(
  tx: Tx,
  personId: Id,
  { upToOffset, upToId }: UpTo,
): Promise<(UpToPlace & { upToOffset: number }) | undefined> {
  const own = tx
    .selectFrom('notifications')
    .select(['id as upToId', 'offset as upToOffset'])
    .where('person_id', '=', personId)
  const latest = own.orderBy('offset', 'desc').orderBy('id', 'desc').limit(1)
  if (upToOffset !== undefined) return latest.where('offset', '<=', upToOffset).executeTakeFirst()
  if (upToId === undefined) return latest.executeTakeFirst()
  const named = await own.where('id', '=', upToId).executeTakeFirst()
  return named ?? latest.where('id', '<=', upToId).executeTakeFirst()
}
