/** The settings of e-mail: the server that takes it, and from whom it is. Pure. */
import { parseEmail } from '@copydesk/contract'
import { isLoopbackName } from '@copydesk/protocol'
import { z } from 'zod'
import { siteOf } from './base-path.ts'
import type { Settings } from './settings.ts'
import type { SettingFault } from './settings-error.ts'
import type { TextSchema } from './values.ts'

/** A mail server (RFC 5321) that takes messages in Copydesk's name. */
export interface SmtpServer {
  host: string
  port: number
  /** TLS from the first byte on (RFC 8314); else by STARTTLS where the server offers it. */
  isTls: boolean
  /** Without STARTTLS nothing is sent: a password never goes over an open line. */
  needsTls: boolean
  login: { user: string; pass: string } | undefined
}

/** Somebody whom mail is from or to. */
export interface MailAddress {
  /** Empty where there is none. */
  name: string
  address: string
}

const expected =
  'must be an address such as smtp://user:password@mail.example:587 or smtps://mail.example; in the password, @ : / # ? % are written %40 %3A %2F %23 %3F %25'

/** `smtp:` and `smtps:` addresses. */
export const smtpServer: TextSchema<SmtpServer> = z.string().transform((text, context) => {
  const server = parseSmtpServer(text)
  if (server) return server
  context.addIssue(expected)
  return z.NEVER
})

function parseSmtpServer(text: string): SmtpServer | undefined {
  const url = URL.parse(text)
  const isTls = url?.protocol === 'smtps:'
  if (!url || !(isTls || url.protocol === 'smtp:') || url.hostname === '') return undefined
  if (!['', '/'].includes(url.pathname) || url.search !== '' || url.hash !== '') return undefined
  // A password without a user is a mistake that no server would tell in these words.
  if ((url.username === '') !== (url.password === '')) return undefined
  const login = loginOf(url)
  if (login === 'malformed') return undefined
  const host = url.hostname.replace(/^\[|\]$/g, '')
  return {
    host,
    port: url.port === '' ? (isTls ? 465 : 587) : Number(url.port),
    isTls,
    needsTls: !isTls && login !== undefined && !isLoopbackName(host),
    login,
  }
}

function loginOf({ username, password }: URL): SmtpServer['login'] | 'malformed' {
  if (username === '') return undefined
  try {
    return { user: decodeURIComponent(username), pass: decodeURIComponent(password) }
  } catch {
    return 'malformed'
  }
}

/** `desk@example.com`, or `Copydesk <desk@example.com>`. */
export const mailAddress: TextSchema<MailAddress> = z.string().transform((text, context) => {
  const [, name = '', bracketed] = /^([^<>\r\n]*)<([^<>]*)>$/.exec(text.trim()) ?? []
  const address = parseEmail(bracketed ?? text)
  if (address !== null) return { name: name.trim().replace(/^"(.*)"$/, '$1'), address }
  context.addIssue('must be an address such as desk@example.com or Copydesk <desk@example.com>')
  return z.NEVER
})

/** What mail needs beside its server. */
export function mailFaults(
  settings: Pick<Settings, 'smtpServer' | 'mailFrom' | 'publicUrl'>,
): SettingFault[] {
  const { smtpServer: server, mailFrom } = settings
  const faults: SettingFault[] = []
  if ((server === undefined) !== (mailFrom === undefined)) {
    faults.push({
      what: 'Of COPYDESK_SMTP_URL and COPYDESK_MAIL_FROM only one is set.',
      fix: 'E-mail needs both.',
    })
  }
  if (server !== undefined && siteOf(settings) === undefined) {
    faults.push({
      what: 'COPYDESK_SMTP_URL is set, and COPYDESK_PUBLIC_URL is not.',
      fix: 'Set it to the address that people open: links in mails lead there.',
    })
  }
  return faults
}
