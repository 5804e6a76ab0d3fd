/** Which notifications mail tells of: said as they are written, decided once they have waited unread. */
import { type Id, isUrgent, type NotificationType, typeOf } from '@copydesk/contract'
import type { OutboxEntry } from '../../command/outbox.ts'
import { chunks } from '../../storage/chunks.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'

/** What people are asked or told by name; the rest can wait for them to come by. */
const promptTypes: ReadonlySet<NotificationType> = new Set([
  'mentions',
  'replies',
  'assignments',
  'approvals',
])

/** Long enough to read it in the app first, and for a thread to say its say. */
export const waitMs = 5 * 60_000

/** No entry waits for longer; the work looks again then. */
const longestWaitMs = 10 * 60_000

/** The name of the work that puts mails together. */
export const planMailsName = 'plan-mails'

/** The work of putting mails together once the next notice is due. */
export function planMailsIn(ms: number): OutboxEntry {
  const delayMs = Math.min(Math.max(ms, 0), longestWaitMs)
  return { name: planMailsName, payload: {}, key: 'next', delayMs }
}

/** Has new notifications wait for their mail; gives the work that looks after them. */
export async function awaitMail(
  tx: Tx,
  rows: readonly Row<'notifications'>[],
  now: number,
): Promise<OutboxEntry[]> {
  const notices = rows
    .filter((row) => isPrompt(row))
    .map((row) => ({
      notification_id: row.id,
      person_id: row.person_id,
      due_at: isUrgent(row) ? now : now + waitMs,
      mail_id: null,
    }))
  for (const chunk of chunks(notices)) await tx.insertInto('mail_notices').values(chunk).execute()
  return notices.length === 0 ? [] : [planMailsIn(Math.min(...notices.map(({ due_at }) => due_at)) - now)]
}

function isPrompt(row: Row<'notifications'>): boolean {
  return isUrgent(row) || promptTypes.has(typeOf(row.kind, row.reason))
}

/** When the next one is due; undefined where none is. */
export async function nextDue(tx: Tx): Promise<number | undefined> {
  const row = await tx
    .selectFrom('mail_notices')
    .select('due_at')
    .where('due_at', 'is not', null)
    .orderBy('due_at')
    .limit(1)
    .executeTakeFirst()
  return row?.due_at ?? undefined
}

/** The inbox's notifications that a mail tells of. */
export function noticesOf(tx: Tx, mailId: Id): Promise<Row<'notifications'>[]> {
  return tx
    .selectFrom('notifications')
    .innerJoin('mail_notices as notice', 'notice.notification_id', 'notifications.id')
    .selectAll('notifications')
    .where('notice.mail_id', '=', mailId)
    .orderBy('notifications.offset')
    .orderBy('notifications.id')
    .execute()
}
