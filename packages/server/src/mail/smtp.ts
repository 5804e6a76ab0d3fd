/**
 * Hands messages to a mail server by SMTP, a connection for each. Tells apart what nobody else could afterwards: whether a
 * message that failed may have arrived.
 *
 *     connect ─▶ sign in ─▶ MAIL, RCPT, DATA ─▶ 354 ─▶ onBegin ─▶ the message ─▶ 250
 *     └──────── an error: tried again ────────┘          └── an error without a reply: uncertain
 */
import { Readable } from 'node:stream'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { SmtpServer } from '../settings/mail.ts'
import { type Handover, MailRefused, type MailTransport, MailUncertain, type Message } from './transport.ts'

/** Of the parts of an attempt; RFC 5321 4.5.3.2 allows servers minutes, which none that works takes. */
const connectMs = 15_000
const silenceMs = 60_000

/**
 * After these commands a 5xx is about the address or the message. After others, `MAIL FROM` among them, it is about the line
 * or our account at the server, which people mend.
 */
const final = new Set(['RCPT TO', 'DATA'])

/**
 * Said to a recipient and not about them: sign in first (530, 534, 535, 538), not now (503), or by its enhanced code
 * (RFC 3463) the sender, the length, the server's state, routing, the protocol, or a policy such as relaying that is denied.
 * Microsoft says 5.4.1 of mailboxes that are not there, and 5.1.90 of a sender who mailed too many.
 */
const notOfRecipient = /^5(?:03|30|34|35|38)|^5\d\d[ -]5\.(?:1\.(?:[78]|90)\b|2\.3\b|[357]\.|4\.(?!1\b))/

/**
 * The same in words, where no code says what it is about: Exim has none for relaying, and Postfix says 5.1.0 of senders
 * who are not there, whom it looks at with the first recipient.
 */
const notOfRecipientInWords =
  /^5\d\d[ -](?!5\.(?:1\.[1-9]|[2-7]\.)).*?(?:\brelay(?:ing)? (?:access )?(?:not|denied|prohibited)|\b(?:to|not) relay\b|\bsender (?:address )?rejected|authenticat|rcpthosts)/is

interface SmtpError extends Error {
  responseCode?: number | undefined
  command?: string | undefined
  response?: string | undefined
}

/** `name` is what the server is told who calls (RFC 5321 4.1.1.1). */
export function createSmtp(server: SmtpServer, name: string): MailTransport {
  return { send: (message, handover) => sendBy(connectionTo(server, name), server, message, handover) }
}

function connectionTo({ host, port, isTls, needsTls }: SmtpServer, name: string): SMTPConnection {
  return new SMTPConnection({
    host,
    port,
    name,
    secure: isTls,
    requireTLS: needsTls,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    dnsTimeout: connectMs,
    socketTimeout: silenceMs,
  })
}

async function sendBy(
  connection: SMTPConnection,
  { login }: SmtpServer,
  { from, to, source }: Message,
  { onBegin, signal }: Handover,
): Promise<string> {
  const broken = new Promise<never>((_, reject) => {
    connection.on('error', reject)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  broken.catch(() => {})
  const step = <T>(run: (done: (error: Error | null | undefined, value?: T) => void) => void) =>
    Promise.race([broken, new Promise<T>((resolve, reject) => run(settleBy(resolve, reject)))])
  let isHandedOver = false
  const body = Readable.from(
    (async function* () {
      await onBegin()
      isHandedOver = true
      yield source
    })(),
  )
  try {
    signal.throwIfAborted()
    await step<void>((done) => connection.connect((error) => done(error)))
    if (login) await step<void>((done) => connection.login({ credentials: login }, (error) => done(error)))
    const envelope = { from: from.address, to: [to.address], size: source.length }
    const { response } = await step<{ response?: string }>((done) =>
      connection.send(envelope, body, (error, info) => done(error, info)),
    )
    connection.quit()
    return withoutAddress(response ?? '', to.address)
  } catch (error) {
    body.destroy()
    connection.close()
    throw meaningOf(withoutPersonal(error, to.address, login), isHandedOver)
  }
}

function settleBy<T>(resolve: (value: T) => void, reject: (error: Error) => void) {
  return (error: Error | null | undefined, value?: T) => (error ? reject(error) : resolve(value as T))
}

/**
 * Servers repeat commands that they do not understand, and the address in their answers: the password is told to no log and
 * to no list of mails, and the address is kept where it goes with its person, beside what was said of it.
 */
function withoutPersonal(error: unknown, address: string, login: SmtpServer['login']): unknown {
  if (!(error instanceof Error)) return error
  const secrets = login === undefined ? [] : secretsOf(login)
  const said: SmtpError = error
  for (const part of ['message', 'stack', 'response'] as const) {
    const text = said[part]
    if (text !== undefined) {
      const open = secrets.reduce((rest, secret) => rest.replaceAll(secret, '(hidden)'), text)
      said[part] = withoutAddress(open, address)
    }
  }
  return said
}

function secretsOf({ user, pass }: NonNullable<SmtpServer['login']>): string[] {
  return [...[pass, `\0${user}\0${pass}`].map((text) => Buffer.from(text).toString('base64')), pass]
}

function withoutAddress(text: string, address: string): string {
  const literally = address.replace(/[^\p{L}\p{N}]/gu, '\\$&')
  return text.replace(new RegExp(literally, 'gi'), '(the address)')
}

function meaningOf(error: unknown, isHandedOver: boolean): unknown {
  const { responseCode, command = '', message, response = '' } = error as SmtpError
  const isOfRecipient = command === 'RCPT TO'
  const isMended = isOfRecipient && (notOfRecipient.test(response) || notOfRecipientInWords.test(response))
  if (responseCode !== undefined && responseCode >= 500 && final.has(command) && !isMended) {
    return new MailRefused(message, isOfRecipient, { cause: error })
  }
  // A reply of 4xx after the message says that the server did not take it. One that no server is to give says nothing.
  const isSaid = responseCode !== undefined && responseCode >= 400
  return isHandedOver && !isSaid ? new MailUncertain(message, { cause: error }) : error
}
