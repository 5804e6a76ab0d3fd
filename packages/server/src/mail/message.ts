/** A letter as a message (RFC 5322): both of its forms, and the headers by which programs know what it is. */
import MailComposer from 'nodemailer/lib/mail-composer'
import type { MailAddress } from '../settings/mail.ts'
import type { Letter } from './letter.ts'
import { htmlOf } from './letter-html.ts'
import { textOf } from './letter-text.ts'
import type { Message } from './transport.ts'

export interface Envelope {
  /** Of the mail that it is. */
  id: string
  from: MailAddress
  to: MailAddress
  /** The same at every attempt, without angle brackets. */
  messageId: string
  /** Of the thread that it belongs to, if any: never a message of its own, so that no mail has to be the first. */
  threadId: string | undefined
  /** Where one click ends mail like this (RFC 8058). */
  unsubscribe: string
  /** Milliseconds since 1970. */
  at: number
}

/** Ready to be sent. */
export async function messageOf(letter: Letter, envelope: Envelope): Promise<Message> {
  const { id, from, to, messageId, threadId, unsubscribe, at } = envelope
  const html = htmlOf(letter)
  const source = await new MailComposer({
    from: { ...from, name: asTyped(from.name) },
    to: { ...to, name: asTyped(to.name) },
    subject: asTyped(letter.subject),
    messageId: `<${messageId}>`,
    date: new Date(at),
    ...(threadId === undefined ? {} : { inReplyTo: `<${threadId}>`, references: [`<${threadId}>`] }),
    headers: {
      // Away notes do not answer what no person wrote (RFC 3834, and Exchange by the other).
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'List-Unsubscribe': `<${unsubscribe}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
    text: textOf(letter),
    html,
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build()
  return { id, subject: letter.subject, html, from, to, source }
}

/**
 * What begins like an encoded word (RFC 2047) is one to mail programs, and would be shown as the words in it. A word joiner,
 * which nobody sees, keeps it as it is.
 */
function asTyped(words: string): string {
  return words.replaceAll('=?', '=\u2060?')
}
