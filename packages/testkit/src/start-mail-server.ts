/**
 * A mail server on a free loopback port, for servers that are processes of their own: it takes what it is sent, or
 * refuses every recipient as the test says. What mails look like is looked at within the server's own tests.
 */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface StartedMailServer {
  /** For COPYDESK_SMTP_URL. */
  readonly url: string
  /** Said to each recipient, while it is set. */
  refusal: { code: number; text: string } | null
  stop(): Promise<void>
}

export async function startMailServer(): Promise<StartedMailServer> {
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => {
      const { refusal } = started
      done(refusal && Object.assign(new Error(refusal.text), { responseCode: refusal.code }))
    },
    onData: (stream, _session, done) => void stream.resume().on('end', () => done(null, 'Taken')),
  })
  // Connections that a server breaks off by its end.
  smtp.on('error', () => {})
  smtp.listen(0, '127.0.0.1')
  await once(smtp.server, 'listening')
  const { port } = smtp.server.address() as AddressInfo
  const started: StartedMailServer = {
    url: `smtp://127.0.0.1:${port}`,
    refusal: null,
    stop: () => new Promise((resolve) => smtp.close(() => resolve())),
  }
  return started
}
