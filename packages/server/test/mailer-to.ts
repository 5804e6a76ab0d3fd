/** The mailer of a process that a test starts beside its mail server. */
import type { Mailer } from '../src/mail/mailer.ts'
import { createSmtp } from '../src/mail/smtp.ts'
import { UnsubscribeLinks } from '../src/mail/unsubscribe-links.ts'

/** `port`: of the mail server, on this machine. */
export function mailerTo(port: number): Mailer {
  const server = { host: '127.0.0.1', port, isTls: false, needsTls: false, login: undefined }
  return {
    transport: createSmtp(server, 'desk.example'),
    from: { name: '', address: 'desk@desk.example' },
    site: 'https://desk.example',
    links: new UnsubscribeLinks('a secret of mails, long enough'),
  }
}
