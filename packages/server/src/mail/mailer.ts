/** By what mail leaves, from whom it is, and where its links lead. */
import { siteOf } from '../settings/base-path.ts'
import type { MailAddress } from '../settings/mail.ts'
import type { Settings } from '../settings/settings.ts'
import { createSmtp } from './smtp.ts'
import type { MailTransport } from './transport.ts'

export interface Mailer {
  transport: MailTransport
  from: MailAddress
  /** The address that people open, without a slash at its end. */
  site: string
}

/** Undefined where no mail is sent. */
export function mailerOf(
  settings: Pick<Settings, 'smtpServer' | 'mailFrom' | 'publicUrl'>,
): Mailer | undefined {
  const { smtpServer, mailFrom: from, publicUrl } = settings
  const site = siteOf(settings)
  if (smtpServer === undefined || from === undefined || publicUrl === undefined || site === undefined) {
    return undefined
  }
  return { transport: createSmtp(smtpServer, publicUrl.hostname), from, site }
}

/** What ids of messages end with. */
export function domainOf({ from }: Pick<Mailer, 'from'>): string {
  return from.address.slice(from.address.lastIndexOf('@') + 1)
}
