/**
 * A mail server for one test, on a free port of this machine: keeps what it is handed as a real parser reads it, and
 * answers as the test says. Ends with the test.
 */
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { onTestFinished } from 'vitest'
import type { Mailer } from '../src/mail/mailer.ts'
import { createSmtp } from '../src/mail/smtp.ts'
import { UnsubscribeLinks } from '../src/mail/unsubscribe-links.ts'
import type { SmtpServer } from '../src/settings/mail.ts'

/** What came in one message. */
export interface ReceivedMail extends Email {
  /** Whom the envelope named. */
  recipients: string[]
  source: string
  /** The first value of a header, by its name in lower case. */
  header(name: string): string | undefined
}

/** What the server says to a step of a message instead of taking it. */
export interface Answers {
  recipient?: [code: number, text: string]
  message?: [code: number, text: string]
}

export interface MailServer {
  received: ReceivedMail[]
  /** Changed by the test at any time. */
  answers: Answers
  /** Runs when the server is told of a recipient, before it answers. */
  onRecipient: () => Promise<void> | void
  /** Runs once the server has a whole message, before it answers. */
  onMessage: (mail: ReceivedMail) => Promise<void> | void
  address: SmtpServer
  mailer: Mailer
}

/** Signs the links of mails. */
export const mailSecret = 'a secret of mails, long enough'

export async function startMailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const received: ReceivedMail[] = []
  const refusal = ([responseCode, text]: [number, string]) => Object.assign(new Error(text), { responseCode })
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    ...options,
    onRcptTo: (_address, _session, done) => {
      void (async () => {
        await server.onRecipient()
        done(server.answers.recipient && refusal(server.answers.recipient))
      })().catch((error: Error) => done(error))
    },
    onData: (stream, session, done) => {
      void (async () => {
        const source = await buffer(stream)
        const email = await PostalMime.parse(source)
        const mail: ReceivedMail = {
          ...email,
          recipients: session.envelope.rcptTo.map(({ address }) => address),
          source: source.toString('utf8'),
          header: (name) => email.headers.find(({ key }) => key === name)?.value,
        }
        await server.onMessage(mail)
        if (server.answers.message) return done(refusal(server.answers.message))
        received.push(mail)
        done(null, 'Taken')
      })().catch((error: Error) => done(error))
    },
  })
  smtp.on('error', () => {})
  await new Promise<void>((resolve) => void smtp.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => smtp.close(() => resolve())))
  const { port } = smtp.server.address() as AddressInfo
  const address: SmtpServer = { host: '127.0.0.1', port, isTls: false, needsTls: false, login: undefined }
  const server: MailServer = {
    received,
    answers: {},
    onRecipient: () => {},
    onMessage: () => {},
    address,
    mailer: {
      transport: createSmtp(address, 'desk.example'),
      from: { name: 'Copydesk', address: 'desk@desk.example' },
      site: 'https://desk.example/copydesk',
      links: new UnsubscribeLinks(mailSecret),
    },
  }
  return server
}
