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
} from '@copydesk/contract'
import { type Command, type CommandContext, event, instant } from '../command/command.ts'
import { Refusal } from '../command/refusal.ts'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'
import { enterInbox } from './door.ts'
import { presentNotification } from './present-notification.ts'
import { countInbox } from './queries.ts'

const undoableForMs = 10 * 60_000
/** Rows of one event: more would not be replayed to whoever was away. */
const undoneAtOnce = 300

/** Marks one notification as read or unread. Others' notifications are not there to see. */
export function changeNotification(personId: Id, id: Id, read: boolean): Command<Notification> {
  return async (context) => {
    const { tx, now } = context
    await enterInbox(tx, personId)
    const before = await tx
      .selectFrom('notifications')
      .selectAll()
      .where('id', '=', id)
      .where('person_id', '=', personId)
      .executeTakeFirst()
    if (!before) throw new Refusal('not_found', 'There is no such notification.')
    context.precondition.require(before.revision)
    if ((before.read_at !== null) === read) return { body: presentNotification(before), events: [] }
    const change = {
      read_at: read ? now : null,
      seen_at: before.seen_at ?? now,
      revision: before.revision + 1,
    }
    await tx.updateTable('notifications').set(change).where('id', '=', id).execute()
    const notification = presentNotification({ ...before, ...change })
    const counts = await countInbox(tx, personId)
    const changed = event(context, 'notification.changed', { notifications: [notification], counts })
    return { body: notification, events: [{ channel: channels.person(personId), event: changed }] }
  }
}

/** Marks everything up to a notification as read; all there is now without one. */
export function readAll(personId: Id, upToId: Id | undefined): Command<AllRead> {
  return async (context) => {
    const { body, ...outcome } = await markUpTo(personId, upToId, 'notification.all_read')(context)
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
    const those = tx.selectFrom('notifications').where('person_id', '=', personId).where('read_at', '=', at)
    const { count } = await those
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    const rows = await those.selectAll().orderBy('id', 'desc').limit(undoneAtOnce).execute()
    const unread = rows.map((row) => ({ ...row, read_at: null, revision: row.revision + 1 }))
    await tx
      .updateTable('notifications')
      .set((eb) => ({ read_at: null, revision: eb('revision', '+', 1) }))
      .where(
        'id',
        'in',
        rows.map((row) => row.id),
      )
      .execute()
    const counts = await countInbox(tx, personId)
    const body = { ...counts, left: Number(count) - rows.length }
    if (rows.length === 0) return { body, events: [] }
    const notifications = unread.map(presentNotification)
    const changed = event(context, 'notification.changed', { notifications, counts })
    return { body, events: [{ channel: channels.person(personId), event: changed }] }
  }
}

/** Marks everything up to a notification as seen; all there is now without one. */
export function seeAll(personId: Id, upToId: Id | undefined): Command<InboxCounts> {
  return markUpTo(personId, upToId, 'notification.all_seen')
}

function markUpTo(
  personId: Id,
  upToId: Id | undefined,
  type: 'notification.all_read' | 'notification.all_seen',
): Command<InboxCounts> {
  return async (context) => {
    const { tx } = context
    await enterInbox(tx, personId)
    const last = upToId ?? (await newestId(tx, personId))
    const marked = last === undefined ? 0n : await mark(context, personId, last, type)
    const counts = await countInbox(tx, personId)
    if (last === undefined || marked === 0n) return { body: counts, events: [] }
    const all = event(context, type, { upToId: last, counts })
    return { body: counts, events: [{ channel: channels.person(personId), event: all }] }
  }
}

async function mark(
  { tx, now }: CommandContext,
  personId: Id,
  upToId: Id,
  type: 'notification.all_read' | 'notification.all_seen',
): Promise<bigint> {
  const isRead = type === 'notification.all_read'
  const { numUpdatedRows } = await tx
    .updateTable('notifications')
    .set(({ fn, val, eb }) => ({
      seen_at: fn.coalesce('seen_at', val(now)),
      revision: eb('revision', '+', 1),
      ...(isRead ? { read_at: now } : {}),
    }))
    .where('person_id', '=', personId)
    .where('id', '<=', upToId)
    .where(isRead ? 'read_at' : 'seen_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows
}

async function newestId(tx: Tx, personId: Id): Promise<Row<'notifications'>['id'] | undefined> {
  const row = await tx
    .selectFrom('notifications')
    .select('id')
    .where('person_id', '=', personId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.id
}
