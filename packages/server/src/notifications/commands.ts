/**
 * What a person may do to their own inbox: read or unread one, read all, see all. Whatever changes something
 * publishes the counts as they are then, so that the badge is the same everywhere.
 */
import {
  type AllRead,
  channels,
  type Id,
  type InboxCounts,
  type InboxEntry,
  type Notification,
  type UpTo,
} from '@copydesk/contract'
import { type Command, type CommandInParts, event, instant } from '../command/command.ts'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'
import { readCounts } from './counts.ts'
import { enterInbox, enterNotification } from './door.ts'
import { findPlace, type MarkType, mark, type PlaceUpTo } from './inbox/mark-up-to.ts'
import { inboxEvent, presentEntries } from './inbox/present.ts'
import { recount } from './inbox/recount.ts'
import { contextOfPart, partOf } from './inbox/take-part.ts'
import { presentNotification } from './present.ts'
import { seenEntryIds } from './sight.ts'
import { withTodaysTitle } from './todays-titles.ts'

/** Marks one notification as read or unread. Others' notifications are not there to see. */
export function changeNotification(personId: Id, id: Id, read: boolean): Command<Notification> {
  return async (context) => {
    const { tx, now } = context
    const before = await enterNotification(tx, personId, id)
    context.precondition.require(before.revision)
    const titled = await withTodaysTitle(tx, before)
    if ((before.read_at !== null) === read) return { body: presentNotification(titled), events: [] }
    const change = {
      read_at: read ? now : null,
      seen_at: before.seen_at ?? now,
      revision: before.revision + 1,
    }
    await tx.updateTable('notifications').set(change).where('id', '=', id).execute()
    const row = { ...titled, ...change }
    const { entries, counts } = await recountSeen(tx, personId, [row])
    return {
      body: presentNotification(row),
      events: [
        inboxEvent(context, 'notification.changed', {
          personId,
          entries,
          rows: [row],
          counts,
        }),
      ],
    }
  }
}

/** Marks everything up to a notification as read; all there is now without one. */
export function readAll(personId: Id, upTo: UpTo): CommandInParts<AllRead> {
  return sayingWhen(markUpTo(personId, upTo, 'notification.all_read'))
}

/** With the instant, if this part or one before it marked anything. */
function sayingWhen(part: CommandInParts<InboxCounts>): CommandInParts<AllRead> {
  return async (context) => {
    const { body, next, ...outcome } = await part(context)
    const isMarked = context.hasBegun || outcome.events.length > 0
    return {
      ...outcome,
      body: { ...body, readAt: isMarked ? instant(context.now) : null },
      next: next && sayingWhen(next),
    }
  }
}

/**
 * Makes entries follow notifications of them that their person sees, and gives those entries that they see too: of a
 * text's thread something later may be kept to the members of a private project.
 */
async function recountSeen(
  tx: Tx,
  personId: Id,
  rows: readonly Row<'notifications'>[],
): Promise<{ entries: InboxEntry[]; counts: InboxCounts }> {
  const ids = rows.map((row) => row.entry_id)
  const seen = await seenEntryIds(tx, personId, ids)
  const { entries, counts } = await recount(tx, personId, ids, ({ id }) =>
    seen.has(id) ? { withdrawn_at: null } : {},
  )
  const told = entries.filter(({ id }) => seen.has(id))
  return { entries: await presentEntries(tx, told), counts }
}

/** Marks everything up to a notification as seen; all there is now without one. */
export function seeAll(personId: Id, upTo: UpTo): CommandInParts<InboxCounts> {
  return markUpTo(personId, upTo, 'notification.all_seen')
}

/** `from`: what is left of one that has begun. */
function markUpTo(
  personId: Id,
  upTo: UpTo,
  type: MarkType,
  from?: { place: PlaceUpTo; below: string },
): CommandInParts<InboxCounts> {
  return async (context) => {
    const { tx } = context
    await enterInbox(tx, personId)
    const place = from?.place ?? (await findPlace(tx, personId, upTo))
    const marked = place && (await mark(context, personId, { place, below: from?.below ?? null, type }))
    if (!marked) return { body: await readCounts(tx, personId), events: [] }
    const { counts, bounds } = marked
    const entries = await presentEntries(tx, marked.entries)
    const told = { ...place, ...partOf(bounds), entries, counts }
    const all = event(contextOfPart(context, bounds), type, told)
    return {
      body: counts,
      events: [{ channel: channels.person(personId), event: all }],
      next:
        bounds.downTo === null ? undefined : markUpTo(personId, upTo, type, { place, below: bounds.downTo }),
    }
  }
}
