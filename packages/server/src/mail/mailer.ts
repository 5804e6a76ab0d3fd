/** By what mail leaves, from whom it is, and where its links lead. */
import { siteOf } from '../settings/base-path.ts'
import type { MailAddress } from '../settings/mail.ts'
import type { Settings } from '../settings/settings.ts'
import { createSmtp } from './smtp.ts'
import type { MailTransport } from './transport.ts'
import { UnsubscribeLinks } from './unsubscribe-links.ts'

export interface Mailer {
  transport: MailTransport
  from: MailAddress
  /** The address that people open, without a slash at its end. */
  site: string
  /** Ways to end mail, which need no session. */
  links: UnsubscribeLinks
}

/** Undefined where no mail is sent. `secret` signs what stands in links. */
export function mailerOf(
  settings: Pick<Settings, 'smtpServer' | 'mailFrom' | 'publicUrl'>,
  secret: string,
): Mailer | undefined {
  const { smtpServer, mailFrom: from, publicUrl } = settings
  const site = siteOf(settings)
  if (smtpServer === undefined || from === undefined || publicUrl === undefined || site === undefined) {
    return undefined
  }
  const transport = createSmtp(smtpServer, publicUrl.hostname)
  return { transport, from, site, links: new UnsubscribeLinks(secret) }
}

/** What ids of messages end with. */
export function domainOf({ from }: Pick<Mailer, 'from'>): string {
  return from.address.slice(from.address.lastIndexOf('@') + 1)
}
