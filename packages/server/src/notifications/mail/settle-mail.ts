/**
 * Writes down how the attempt at a mail ended, under the lock of its person's inbox: whoever was removed meanwhile leaves no
 * address behind, and what waits again waits in that inbox.
 */
import type { Id } from '@copydesk/contract'
import type { CommandContext } from '../../command/command.ts'
import type { OutboxEntry } from '../../command/outbox.ts'
import { type DeliveryResult, FinalFailure, type WorkOutcome } from '../../command/work.ts'
import { deliveryChanged } from '../../delivery/tell-delivery.ts'
import type { ChannelEvent } from '../../storage/journal.ts'
import { lockRows } from '../../storage/lock.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import type { MailStatus } from '../../storage/tables/mails.ts'
import { mailSettingsChanged } from './change-settings.ts'
import { planMailsIn } from './notices.ts'
import { rememberRefused } from './refused-address.ts'
import { takeUpAgain } from './try-again.ts'

/** What is written down of a mail that is done with; `until`: what it was to tell is put together anew then. */
export interface Receipt {
  status: 'sent' | 'cancelled'
  note: string
  address?: string
  title?: string
  until?: number
}

/** Why a mail is done with, for the log of what became of it. */
export class MailEnded extends FinalFailure {
  readonly status: 'refused' | 'uncertain'
  /** Set where nothing is taken that is sent there. */
  readonly refusedAddress: string | undefined

  constructor(status: 'refused' | 'uncertain', message: string, refusedAddress?: string) {
    super(message)
    this.status = status
    this.refusedAddress = refusedAddress
  }
}

/** Why a mail may be tried again: it was not taken, for all that it may have been begun. */
export class MailNotTaken extends Error {
  override readonly name = 'MailNotTaken'
}

/** Locks the inbox: what follows is done before its person is removed, or not at all. */
export async function isStillHere(tx: Tx, personId: Id): Promise<boolean> {
  const [person] = await lockRows(tx, 'people', [personId])
  return person !== undefined && person.removed_at === null
}

export async function settleMail(
  context: CommandContext,
  mailId: Id,
  result: DeliveryResult<Receipt>,
): Promise<WorkOutcome> {
  const { tx, now } = context
  const own = tx.selectFrom('mails').where('id', '=', mailId)
  const mail = await own.select('person_id').executeTakeFirst()
  if (!mail) return { events: [] }
  const isHere = await isStillHere(tx, mail.person_id)
  const { status: before } = await own.select('status').executeTakeFirstOrThrow()
  const { status, until, address, ...said } = outcomeOf(result, before)
  await tx
    .updateTable('mails')
    .set({
      status,
      ...said,
      ...(address === undefined ? {} : { address: isHere ? address : null }),
      ...(status === 'waiting' && { begun_at: null }),
      ...(status !== 'waiting' && status !== 'begun' && { settled_at: now }),
    })
    .where('id', '=', mailId)
    .execute()
  deliveryChanged(context, 'mail')
  if (!isHere) return { events: [] }
  if (status === 'sent') {
    return { events: address ? await takeUpAgain(context, mail.person_id, address) : [] }
  }
  if (until !== undefined) return { events: [], outbox: await putBack(context, mailId, until) }
  return { events: await remember(context, mail.person_id, result) }
}

/** What the mail was to tell waits again. */
async function putBack({ tx, now }: CommandContext, mailId: Id, until: number): Promise<OutboxEntry[]> {
  await tx
    .updateTable('mail_notices')
    .set({ due_at: until, mail_id: null })
    .where('mail_id', '=', mailId)
    .execute()
  return [planMailsIn(until - now)]
}

/** Keeps in mind that an address is refused, if it is theirs still; gives what its person's screens are told. */
async function remember(
  context: CommandContext,
  personId: Id,
  result: DeliveryResult<Receipt>,
): Promise<ChannelEvent[]> {
  if (result.isDelivered || !(result.error instanceof MailEnded)) return []
  const { refusedAddress: address, message } = result.error
  if (address === undefined || address !== (await addressOf(context.tx, personId))) return []
  const row = { person_id: personId, address, note: withoutBreaks(message), refused_at: context.now }
  await rememberRefused(context, row)
  return [await mailSettingsChanged(context, personId)]
}

async function addressOf(tx: Tx, personId: Id): Promise<string | undefined> {
  const row = await tx.selectFrom('people').select('email').where('id', '=', personId).executeTakeFirst()
  return row?.email
}

function outcomeOf(
  result: DeliveryResult<Receipt>,
  before: MailStatus,
): Partial<Pick<Row<'mails'>, 'note' | 'address' | 'title'>> & { status: MailStatus; until?: number } {
  if (result.isDelivered) return result.receipt
  const { error, isFinal } = result
  const note = withoutBreaks(error instanceof Error ? error.message : String(error))
  if (error instanceof MailEnded) {
    const { status, refusedAddress: address } = error
    return { status, note, ...(address === undefined ? {} : { address }) }
  }
  // Broken off from outside, where nobody heard what became of it: the next attempt finds it as it is.
  const isOpen = before === 'begun' && !(error instanceof MailNotTaken)
  if (isOpen) return { status: isFinal ? 'uncertain' : 'begun', note }
  return { status: isFinal ? 'failed' : 'waiting', note }
}

function withoutBreaks(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, 500).toWellFormed()
}
