/** Which notifications mail tells of: said as they are written, decided once they have waited unread. */
import { type Id, isUrgent, promptTypes, typeOf } from '@copydesk/contract'
import { sql } from 'kysely'
import { nothingPending, type OutboxEntry } from '../../command/outbox.ts'
import { isMailing } from '../../mail/mailing.ts'
import { chunks, selectInChunks } from '../../storage/chunks.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { nextDigest } from './mail-clock.ts'
import { type MailWishes, readMailWishes } from './settings.ts'

/** No entry waits for longer; the work looks again then. */
const longestWaitMs = 10 * 60_000

/** The name of the work that puts mails together. */
export const planMailsName = 'plan-mails'

/** The one entry that there is of it. */
const next = 'next'

/** The work of putting mails together once the next notice is due. */
export function planMailsIn(ms: number): OutboxEntry {
  const delayMs = Math.min(Math.max(ms, 0), longestWaitMs)
  return { name: planMailsName, payload: {}, key: next, delayMs }
}

type Told = Pick<Row<'notifications'>, 'id' | 'person_id' | 'kind' | 'reason'>

/** Has new notifications wait for their mail; gives the work that looks after them. */
export async function awaitMail(tx: Tx, rows: readonly Told[], now: number): Promise<OutboxEntry[]> {
  if (rows.length === 0 || !(await isMailing(tx))) return []
  const personIds = [...new Set(rows.map((row) => row.person_id))]
  const wishes = await readMailWishes(tx, personIds)
  const digestAt = await digestTimes(tx, wishes, now)
  const notices = rows.flatMap((row) => {
    const own = wishes.get(row.person_id)
    if (!own || own.refused.has(typeOf(row.kind, row.reason))) return []
    const isPrompt = isPromptly(row)
    const due = isPrompt ? now + (isUrgent(row) ? 0 : waitOf(own)) : digestAt(row.person_id)
    if (due === undefined) return []
    const digest = isPrompt ? (0 as const) : (1 as const)
    return [{ notification_id: row.id, person_id: row.person_id, due_at: due, mail_id: null, digest }]
  })
  for (const chunk of chunks(notices)) await tx.insertInto('mail_notices').values(chunk).execute()
  if (notices.length === 0) return []
  return [planMailsIn(notices.reduce((least, { due_at }) => Math.min(least, due_at), Infinity) - now)]
}

function waitOf({ settings }: MailWishes): number {
  return settings.waitMinutes * 60_000
}

/** Whether mail tells of it by itself, and not in the digest. */
export function isPromptly(row: Pick<Told, 'kind' | 'reason'>): boolean {
  return isUrgent(row) || promptTypes.includes(typeOf(row.kind, row.reason))
}

/** When the next digest of each of these is due. Thousands of people have few clocks between them. */
export async function digestTimes(
  tx: Tx,
  wishes: ReadonlyMap<Id, MailWishes>,
  now: number,
): Promise<(personId: Id) => number | undefined> {
  const rows = await selectInChunks([...wishes.keys()], (chunk) =>
    tx
      .selectFrom('mails')
      .select(({ fn }) => ['person_id', fn.max('created_at').as('at')])
      .where('person_id', 'in', chunk)
      .where('kind', '=', 'digest')
      .where('status', '<>', 'cancelled')
      .groupBy('person_id')
      .execute(),
  )
  const lastAt = new Map(rows.map(({ person_id, at }) => [person_id, Number(at)]))
  const known = new Map<string, number | undefined>()
  return (personId) => {
    const own = wishes.get(personId)
    if (!own) return undefined
    const { settings, timeZone } = own
    const last = lastAt.get(personId)
    const clock = JSON.stringify([settings.digest, settings.workingDays, timeZone, last])
    if (!known.has(clock)) known.set(clock, nextDigest(now, settings, timeZone, last))
    return known.get(clock)
  }
}

/** When the next one is due; undefined where none is. */
export async function nextDue(tx: Tx): Promise<number | undefined> {
  const row = await selectNext(tx).executeTakeFirst()
  return row?.due_at ?? undefined
}

function selectNext(tx: Tx) {
  return tx
    .selectFrom('mail_notices')
    .select('due_at')
    .where('due_at', 'is not', null)
    .orderBy('due_at')
    .limit(1)
}

/** The work of putting mails together where notices are due and nothing is going to: that failed for good, or was discarded. */
export async function overdueMails(tx: Tx, now: number): Promise<OutboxEntry[]> {
  const work = { name: planMailsName }
  const row = await selectNext(tx)
    .where('due_at', '<=', now)
    .where(nothingPending(work, sql.lit(next)))
    .executeTakeFirst()
  return row ? [planMailsIn(0)] : []
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
