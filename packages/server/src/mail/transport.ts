/** By what mail leaves: what a sender promises, and how an attempt ends that is no success. */
import type { MailAddress } from '../settings/mail.ts'

/** A message, ready to be handed over. */
export interface Message {
  /** Of the mail that it is. */
  id: string
  subject: string
  html: string
  from: MailAddress
  to: MailAddress
  /** As RFC 5322 has it, with its headers. */
  source: Buffer
}

export interface Handover {
  /**
   * Called when the server asked for the message, and awaited before its first byte is sent. From then on the message may
   * have arrived, whatever becomes of the line.
   */
  onBegin: () => Promise<void>
  /** Ends the attempt. */
  signal: AbortSignal
}

/** Hands messages over. */
export interface MailTransport {
  /** Gives what the server said. Throws MailRefused, MailUncertain, or any other error where it may be tried again. */
  send(message: Message, handover: Handover): Promise<string>
}

/** The server does not take this message, now or later (a reply of 5xx, RFC 5321 4.2.1). */
export class MailRefused extends Error {
  override readonly name = 'MailRefused'
  /** Nothing that is sent to this address is taken, whatever it says. */
  readonly isOfAddress: boolean

  constructor(message: string, isOfAddress: boolean, options?: ErrorOptions) {
    super(message, options)
    this.isOfAddress = isOfAddress
  }
}

/** The line broke after the message was handed over, before the server said whether it takes it. */
export class MailUncertain extends Error {
  override readonly name = 'MailUncertain'
}
