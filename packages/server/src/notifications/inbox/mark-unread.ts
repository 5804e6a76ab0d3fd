/**
 * Marks a thread as unread from one of its comments on, in the inbox of whoever reads it there: what came before is read,
 * what came since is not, and the entry is in the inbox, wherever it was put. Who was not told of that comment is told
 * of it now.
 */
import { channels, type Id, type InboxEntry, subscriptionKey } from '@copydesk/contract'
import type { ExpressionBuilder } from 'kysely'
import type { Command, CommandContext, Outcome } from '../../command/command.ts'
import { Refusal } from '../../command/refusal.ts'
import type { Viewer } from '../../command/viewer.ts'
import { viewComment } from '../../comments/enter-comment.ts'
import { nextOffsets } from '../../storage/journal.ts'
import type { Row, Tables } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { enterInbox } from '../door.ts'
import { readFacts } from '../facts.ts'
import type { Draft, Occasion } from '../occasion.ts'
import { occasionOf } from '../occasions.ts'
import { insertNotifications, rowOf } from '../rows.ts'
import { arrive } from './arrive.ts'
import { inboxEvent, presentEntries } from './present.ts'
import { recount } from './recount.ts'
import { threadOf } from './thread.ts'

/** Throws as reading the comment does, and `not_found` where nobody else wrote from there on. */
export function markUnreadFrom(viewer: Viewer, commentId: Id): Command<InboxEntry> {
  return async (context) => {
    const { tx } = context
    await enterInbox(tx, viewer.id)
    const comment = await viewComment(tx, viewer, commentId)
    const entry = await tx
      .selectFrom('inbox_entries')
      .selectAll()
      .where('person_id', '=', viewer.id)
      .where('key', '=', subscriptionKey('thread', comment.thread_id))
      .executeTakeFirst()
    const told = entry && (await firstTold(tx, entry.id, commentId))
    const occasion = await occasionFrom(context, viewer.id, comment)
    if (entry !== undefined && told !== undefined) {
      const isToldOfIt = occasion === undefined || told.comment_id === occasion.subjectId
      if (!isToldOfIt) await tellBefore(context, entry, told, occasion)
      return markEntry(context, entry, commentId)
    }
    if (occasion === undefined) {
      throw new Refusal('not_found', 'Nobody else wrote in this thread from that comment on.')
    }
    return markEntry(context, await tell(context, viewer.id, occasion), commentId)
  }
}

/** The first comment of somebody else from there on, as what people are told of. */
async function occasionFrom(
  { tx, newId }: CommandContext,
  personId: Id,
  { id, thread_id }: Row<'comments'>,
): Promise<Occasion | undefined> {
  const first = await tx
    .selectFrom('comments')
    .select(['id', 'author_id', 'author_kind'])
    .where('thread_id', '=', thread_id)
    .where('id', '>=', id)
    .where('author_id', '<>', personId)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  if (first === undefined) return undefined
  const { id: commentId, author_id: actorId, author_kind: actorKind } = first
  const written = { kind: 'comment.created' as const, eventId: newId(), actorId, actorKind, commentId }
  return occasionOf(written, await readFacts(tx, [written]))
}

type Told = Pick<Row<'notifications'>, 'comment_id' | 'offset'>

function firstTold(tx: Tx, entryId: Id, commentId: Id): Promise<Told | undefined> {
  return tx
    .selectFrom('notifications')
    .select(['comment_id', 'offset'])
    .where('entry_id', '=', entryId)
    .where('kind', '=', 'comment.created')
    .where('comment_id', '>=', commentId)
    .orderBy('comment_id')
    .limit(1)
    .executeTakeFirst()
}

/** Right before what came after it, so that the entry goes on telling of what is newest. */
async function tellBefore(
  context: CommandContext,
  entry: Row<'inbox_entries'>,
  { offset }: Told,
  occasion: Occasion,
): Promise<void> {
  const row = rowOf(context, draftOf(occasion, entry.person_id), Math.max(0, offset - 1))
  await insertNotifications(context.tx, [{ ...row, entry_id: entry.id }])
}

function draftOf({ place, draftFor }: Occasion, personId: Id): Draft {
  return draftFor({ personId, reason: 'marked', itemIds: place.items.map(({ id }) => id) })
}

async function tell(
  context: CommandContext,
  personId: Id,
  occasion: Occasion,
): Promise<Row<'inbox_entries'>> {
  const { tx, now } = context
  const draft = draftOf(occasion, personId)
  const channel = channels.person(personId)
  const offset = (await nextOffsets(tx, [channel], now)).get(channel) ?? 0
  const arrived = await arrive(context, [{ row: rowOf(context, draft, offset), thread: threadOf(draft) }])
  const { rows = [], entries: [entry] = [] } = arrived.get(personId) ?? {}
  await insertNotifications(tx, rows)
  if (entry === undefined) throw new Error('A notification without an entry')
  return entry
}

async function markEntry(
  context: CommandContext,
  { id, person_id: personId }: Row<'inbox_entries'>,
  commentId: Id,
): Promise<Outcome<InboxEntry>> {
  const { tx, now } = context
  const offset = (await firstTold(tx, id, commentId))?.offset ?? 0
  const own = tx
    .updateTable('notifications')
    .where('entry_id', '=', id)
    .set(({ eb, fn, val }) => ({
      seen_at: fn.coalesce('seen_at', val(now)),
      revision: eb('revision', '+', 1),
    }))
  // Comments are in the order of their ids, what else became of the thread in the order in which it was told.
  const compared = (comparison: '>=' | '<') => (eb: ExpressionBuilder<Tables, 'notifications'>) =>
    eb.or([
      eb.and([eb('kind', '=', 'comment.created'), eb('comment_id', comparison, commentId)]),
      eb.and([eb('kind', '<>', 'comment.created'), eb('offset', comparison, offset)]),
    ])
  await own.set({ read_at: null }).where(compared('>=')).where('read_at', 'is not', null).execute()
  await own.set({ read_at: now }).where(compared('<')).where('read_at', 'is', null).execute()
  const back = { archived_at: null, snoozed_until: null, withdrawn_at: null }
  const { entries, counts } = await recount(tx, personId, [id], () => back)
  const told = await presentEntries(tx, entries)
  const [entry] = told
  if (entry === undefined) throw new Error('An entry without notifications')
  return {
    body: entry,
    events: [inboxEvent(context, 'notification.changed', { personId, entries: told, counts })],
  }
}
