/**
 * Puts mails together of what has waited unread for long enough: one for each person and thread, of all of it that waits,
 * and one for the digest. What was read meanwhile, or is no longer its person's to see, is told by no mail.
 */
import { type Id, isUrgent, restorableForMs, type SubscriptionKey, typeOf } from '@copydesk/contract'
import { z } from 'zod'
import type { CommandContext } from '../../command/command.ts'
import type { OutboxEntry } from '../../command/outbox.ts'
import { type FollowUpWork, followUp } from '../../command/work.ts'
import { deliveryChanged } from '../../delivery/tell-delivery.ts'
import type { Mailer } from '../../mail/mailer.ts'
import { chunks, selectInChunks } from '../../storage/chunks.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { enterInboxes } from '../door.ts'
import { seenAmong } from '../sight.ts'
import { quietUntil } from './mail-clock.ts'
import { nextDue, planMailsIn, planMailsName } from './notices.ts'
import { refusedAmong } from './refused-address.ts'
import { sendMailEntry } from './send-mail.ts'
import { type MailWishes, mutedBy, readMailWishes } from './settings.ts'
import { byThread } from './threads.ts'

/** In one transaction, which keeps their inboxes locked. */
const mostPeople = 100

/** A notification that waits for its mail. */
type Waiting = Row<'notifications'> & { dueAt: number; digest: 0 | 1 }

/**
 * Without a mailer what is due is forgotten, and where the address refuses mail: what comes later is not for what was
 * before it.
 */
export function planMails(mailer: Mailer | undefined): FollowUpWork<Record<string, never>> {
  return followUp({
    name: planMailsName,
    lane: 'mail',
    payload: z.object({}),
    batchSize: 1,
    work: async (context) => {
      const { tx, now } = context
      const people = await peopleDue(tx, now)
      const active = await enterInboxes(tx, people)
      const wishes = await readMailWishes(tx, people)
      const refused = await refusedAmong(tx, people)
      const outbox: OutboxEntry[] = []
      for (const personId of people) {
        const isMailed = mailer !== undefined && active.has(personId) && !refused.has(personId)
        const own = isMailed ? wishes.get(personId) : undefined
        outbox.push(...(await planFor(context, personId, own)))
      }
      // What a trace says of mail that was due.
      if (people.length > 0) deliveryChanged(context, 'traces')
      const next = await nextDue(tx)
      return { events: [], outbox: next === undefined ? outbox : [...outbox, planMailsIn(next - now)] }
    },
  })
}

async function peopleDue(tx: Tx, now: number): Promise<Id[]> {
  const rows = await tx
    .selectFrom('mail_notices')
    .select('person_id')
    .distinct()
    .where('due_at', '<=', now)
    .orderBy('person_id')
    .limit(mostPeople)
    .execute()
  return rows.map((row) => row.person_id)
}

async function planFor(
  context: CommandContext,
  personId: Id,
  wishes: MailWishes | undefined,
): Promise<OutboxEntry[]> {
  const { tx, now } = context
  const waiting = await readWaiting(tx, personId)
  const due = waiting.filter((row) => row.dueAt <= now)
  const open = wishes ? await stillTold(tx, personId, waiting, wishes) : []
  await forget(tx, withoutThose(due, open))
  const quietEnd = wishes ? quietUntil(now, wishes.settings, wishes.timeZone) : now
  const prompt = await withoutDeleted(
    tx,
    open.filter((row) => row.digest === 0),
    now,
  )
  const delayed = prompt.filter((row) => row.dueAt <= now && quietEnd > now && !isUrgent(row))
  await postpone(tx, delayed, quietEnd)
  const isReady = (row: Waiting) => row.dueAt <= now && !delayed.includes(row)
  const mails: OutboxEntry[] = []
  for (const [threadKey, rows] of await byThread(tx, prompt)) {
    if (rows.some(isReady)) mails.push(await makeMail(context, personId, 'prompt', threadKey, rows))
  }
  const digest = open.filter((row) => row.digest === 1 && row.dueAt <= now)
  if (digest.length > 0) mails.push(await makeMail(context, personId, 'digest', null, digest))
  return mails
}

async function readWaiting(tx: Tx, personId: Id): Promise<Waiting[]> {
  const rows = await tx
    .selectFrom('mail_notices as notice')
    .innerJoin('notifications', 'notifications.id', 'notice.notification_id')
    .selectAll('notifications')
    .select(['notice.due_at as dueAt', 'notice.digest'])
    .where('notice.person_id', '=', personId)
    .where('notice.due_at', 'is not', null)
    .orderBy('notifications.offset')
    .orderBy('notifications.id')
    .execute()
  return rows.flatMap(({ dueAt, ...row }) => (dueAt === null ? [] : [{ ...row, dueAt }]))
}

/** Unread, theirs to see, and nothing that they ended the mail of, however urgent it is: that passes quiet hours alone. */
async function stillTold(
  tx: Tx,
  personId: Id,
  waiting: readonly Waiting[],
  { refused }: MailWishes,
): Promise<Waiting[]> {
  const unread = waiting.filter((row) => row.read_at === null && !refused.has(typeOf(row.kind, row.reason)))
  const seen = new Set((await seenAmong(tx, personId, unread)).map(({ id }) => id))
  const muted = await mutedBy(tx, personId)
  const open: Waiting[] = []
  for (const [key, rows] of await byThread(
    tx,
    unread.filter(({ id }) => seen.has(id)),
  )) {
    if (!muted.has(key)) open.push(...rows)
  }
  return open
}

function withoutThose(rows: readonly Waiting[], others: readonly Waiting[]): Waiting[] {
  const ids = new Set(others.map(({ id }) => id))
  return rows.filter(({ id }) => !ids.has(id))
}

/** Gives the work of sending it. */
async function makeMail(
  context: CommandContext,
  personId: Id,
  kind: Row<'mails'>['kind'],
  threadKey: SubscriptionKey | null,
  rows: readonly Waiting[],
): Promise<OutboxEntry> {
  const { tx, now, newId } = context
  const mail: Row<'mails'> = {
    id: newId(),
    person_id: personId,
    kind,
    thread_key: threadKey,
    status: 'waiting',
    address: null,
    title: null,
    note: null,
    created_at: now,
    begun_at: null,
    settled_at: null,
  }
  await tx.insertInto('mails').values(mail).execute()
  for (const chunk of chunks(rows.map(({ id }) => id))) {
    await tx
      .updateTable('mail_notices')
      .set({ due_at: null, mail_id: mail.id })
      .where('notification_id', 'in', chunk)
      .execute()
  }
  deliveryChanged(context, 'mail')
  return sendMailEntry(mail.id)
}

/** What deleted comments said waits for as long as they may come back; gives the others. */
async function withoutDeleted(tx: Tx, rows: readonly Waiting[], now: number): Promise<Waiting[]> {
  const deleted = await selectInChunks(
    rows.flatMap((row) => row.comment_id ?? []),
    (chunk) =>
      tx
        .selectFrom('comments')
        .select(['id', 'deleted_at'])
        .where('id', 'in', chunk)
        .where('deleted_at', '>', now - restorableForMs)
        .execute(),
  )
  const goneAt = new Map(deleted.map((row) => [row.id, Number(row.deleted_at) + restorableForMs]))
  const endOf = (row: Waiting) => goneAt.get(row.comment_id ?? '')
  for (const [end, due] of Map.groupBy(
    rows.filter((row) => row.dueAt <= now),
    endOf,
  )) {
    if (end !== undefined) await postpone(tx, due, end)
  }
  return rows.filter((row) => endOf(row) === undefined)
}

async function forget(tx: Tx, rows: readonly Waiting[]): Promise<void> {
  for (const chunk of chunks(rows.map(({ id }) => id))) {
    await tx.deleteFrom('mail_notices').where('notification_id', 'in', chunk).execute()
  }
}

async function postpone(tx: Tx, rows: readonly Waiting[], due_at: number): Promise<void> {
  for (const chunk of chunks(rows.map(({ id }) => id))) {
    await tx.updateTable('mail_notices').set({ due_at }).where('notification_id', 'in', chunk).execute()
  }
}
