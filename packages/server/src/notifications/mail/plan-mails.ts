/**
 * Puts mails together of what has waited unread for long enough: one for each person and thread, of all of it that waits.
 * What was read meanwhile, or is no longer its person's to see, is told by no mail.
 */
import type { Id } from '@copydesk/contract'
import { z } from 'zod'
import type { CommandContext } from '../../command/command.ts'
import type { OutboxEntry } from '../../command/outbox.ts'
import { type FollowUpWork, followUp } from '../../command/work.ts'
import type { Mailer } from '../../mail/mailer.ts'
import { chunks } from '../../storage/chunks.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { enterInboxes } from '../door.ts'
import { seenAmong } from '../sight.ts'
import { nextDue, planMailsIn, planMailsName } from './notices.ts'
import { sendMailEntry } from './send-mail.ts'
import { byThread } from './threads.ts'

/** In one transaction, which keeps their inboxes locked. */
const mostPeople = 100

/** Without a mailer what is due is forgotten: a mail server that comes later is not for what was before it. */
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
      const outbox: OutboxEntry[] = []
      for (const personId of people) {
        const isMailed = mailer !== undefined && active.has(personId)
        outbox.push(...(await planFor(context, personId, isMailed)))
      }
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

/** A mail for each thread of which something is due; what else waits of it comes along. */
async function planFor(context: CommandContext, personId: Id, isMailed: boolean): Promise<OutboxEntry[]> {
  const { tx, now } = context
  const waiting = await tx
    .selectFrom('mail_notices as notice')
    .innerJoin('notifications', 'notifications.id', 'notice.notification_id')
    .selectAll('notifications')
    .select('notice.due_at as dueAt')
    .where('notice.person_id', '=', personId)
    .where('notice.due_at', 'is not', null)
    .orderBy('notifications.offset')
    .orderBy('notifications.id')
    .execute()
  const dueAt = new Map(waiting.map((row) => [row.id, row.dueAt ?? now]))
  const isDue = (row: Row<'notifications'>) => (dueAt.get(row.id) ?? now) <= now
  const due = waiting.filter(isDue)
  if (!isMailed) {
    await decide(tx, due, null)
    return []
  }
  const open = await seenAmong(
    tx,
    personId,
    waiting.filter((row) => row.read_at === null),
  )
  const outbox: OutboxEntry[] = []
  const told = new Set<Id>()
  for (const [threadKey, rows] of await byThread(tx, open)) {
    if (!rows.some(isDue)) continue
    const mailId = context.newId()
    await tx
      .insertInto('mails')
      .values(newMail(mailId, personId, threadKey, now))
      .execute()
    await decide(tx, rows, mailId)
    for (const { id } of rows) told.add(id)
    outbox.push(sendMailEntry(mailId))
  }
  await decide(
    tx,
    due.filter(({ id }) => !told.has(id)),
    null,
  )
  return outbox
}

function newMail(id: Id, personId: Id, threadKey: Row<'mails'>['thread_key'], now: number): Row<'mails'> {
  return {
    id,
    person_id: personId,
    kind: 'prompt',
    thread_key: threadKey,
    status: 'waiting',
    address: null,
    title: null,
    note: null,
    created_at: now,
    begun_at: null,
    settled_at: null,
  }
}

/** Takes them out of the wait; `mailId` is the mail that they are in, if any. */
async function decide(tx: Tx, rows: readonly Row<'notifications'>[], mailId: Id | null): Promise<void> {
  for (const chunk of chunks(rows.map(({ id }) => id))) {
    await tx
      .updateTable('mail_notices')
      .set({ due_at: null, mail_id: mailId })
      .where('notification_id', 'in', chunk)
      .execute()
  }
}
