/**
 * Sends one mail. What leaves this server cannot be taken back, so it is said before it leaves: a mail is `begun` in the
 * database once the mail server asked for the message, and not a byte of it sent. Only an answer of the mail server, that it
 * did not take it, ends that. A mail that is found begun is not sent again: it may have arrived.
 *
 *     waiting ──354──▶ begun ──250──▶ sent
 *      │  ▲             │ │ └──the line, or the server, broke──▶ uncertain
 *      │  └─────4xx─────┘ └──5xx──▶ refused
 *      └──read before, no longer theirs──▶ cancelled
 */
import { id } from '@copydesk/contract/schemas'
import { z } from 'zod'
import type { OutboxEntry } from '../../command/outbox.ts'
import { type DeliveryAttempt, type DeliveryWork, delivery } from '../../command/work.ts'
import { deliveryChanged } from '../../delivery/tell-delivery.ts'
import { domainOf, type Mailer } from '../../mail/mailer.ts'
import { messageOf } from '../../mail/message.ts'
import { MailRefused, MailUncertain } from '../../mail/transport.ts'
import type { Row } from '../../storage/schema.ts'
import type { Transactions, Tx } from '../../storage/storage.ts'
import { messageIdOf, threadIdOf } from './addresses.ts'
import { compose } from './compose.ts'
import { isStillHere, MailEnded, MailNotTaken, type Receipt, settleMail } from './settle-mail.ts'

const payload = z.object({ mailId: id })
type Payload = z.infer<typeof payload>

const name = 'send-mail'

/** The work of sending this mail. */
export function sendMailEntry(mailId: string): OutboxEntry {
  return { name, payload: { mailId } satisfies Payload }
}

export interface SendingParts {
  /** Undefined: nothing is sent any more. */
  mailer: Mailer | undefined
  storage: Transactions
  now: () => number
}

export function sendMail(parts: SendingParts): DeliveryWork<Payload, Receipt> {
  return delivery({
    name,
    lane: 'mail-out',
    payload,
    // Half a day: a mail server that is down is up again, or somebody reads in the log that it is not.
    retry: { attempts: 20, firstMs: 30_000, longestMs: 60 * 60_000 },
    leaseMs: 2 * 60_000,
    atOnce: 4,
    deliver: ({ mailId }, attempt) => send(parts, mailId, attempt),
    settle: (context, { mailId }, result) => settleMail(context, mailId, result),
  })
}

async function send(
  { mailer, storage, now }: SendingParts,
  mailId: string,
  attempt: DeliveryAttempt,
): Promise<Receipt> {
  const mail = await storage.read((tx) =>
    tx.selectFrom('mails').selectAll().where('id', '=', mailId).executeTakeFirst(),
  )
  if (!mail) return { status: 'cancelled', note: 'It was removed.' }
  if (mail.status === 'sent') return { status: 'sent', note: mail.note ?? '' }
  if (mail.status === 'begun') {
    throw new MailEnded(
      'uncertain',
      'The server stopped, or stood still, before it heard whether the mail was taken.',
    )
  }
  if (!mailer) return { status: 'cancelled', note: 'No mail is sent any more.' }
  const composed = await storage.read((tx) => compose(tx, mail, { mailer, now: now() }))
  if ('because' in composed) {
    const { because: note, until } = composed
    return { status: 'cancelled', note, ...(until === undefined ? {} : { until }) }
  }
  const { to, letter, title, unsubscribe } = composed
  const domain = domainOf(mailer)
  const message = await messageOf(letter, {
    id: mail.id,
    from: mailer.from,
    to,
    messageId: messageIdOf(mail.id, domain),
    threadId: mail.thread_key === null ? undefined : threadIdOf(mail.thread_key, mail.person_id, domain),
    unsubscribe,
    at: now(),
  })
  let isHere = true
  const onBegin = () =>
    attempt.note(async (context) => {
      isHere = await isStillHere(context.tx, mail.person_id)
      if (!isHere) throw new Error(removed)
      await begin(context.tx, mail, { address: to.address, title, begun_at: now() })
      deliveryChanged(context, 'mail')
    })
  try {
    const said = await mailer.transport.send(message, { onBegin, signal: attempt.signal })
    const note = mail.status === 'uncertain' ? `Sent again, when it may have arrived before: ${said}` : said
    return { status: 'sent', note, address: to.address, title }
  } catch (error) {
    if (!isHere) return { status: 'cancelled', note: removed }
    if (error instanceof MailRefused) {
      throw new MailEnded('refused', error.message, error.isOfAddress ? to.address : undefined)
    }
    if (error instanceof MailUncertain) throw new MailEnded('uncertain', error.message)
    throw new MailNotTaken(error instanceof Error ? error.message : String(error), { cause: error })
  }
}

const removed = 'The person does not work here any more.'

/** Nothing is sent before this is written. */
async function begin(
  tx: Tx,
  { id }: Row<'mails'>,
  begun: Pick<Row<'mails'>, 'address' | 'title' | 'begun_at'>,
): Promise<void> {
  await tx
    .updateTable('mails')
    .set({ status: 'begun', ...begun })
    .where('id', '=', id)
    .execute()
}
