/**
 * Which hosts are served here and which pages may act with a person's cookie. Asked by every HTTP request and by
 * the hub's handshake alike. The host list stops DNS rebinding: a foreign name that points to this machine.
 */
import { type Host, isLoopbackName, isSameHost, parseHost } from '@copydesk/protocol'
import type { Settings } from '../settings/settings.ts'

export type OriginSettings = Pick<Settings, 'host' | 'publicUrl' | 'allowedOrigins'>

/** Addresses that mean "every network"; as a host name nobody uses them. */
const wildcards = new Set(['0.0.0.0', '::'])

/** Whether the Host header names this site: a loopback name, COPYDESK_HOST or the host of COPYDESK_PUBLIC_URL. */
export function isHostAllowed(settings: OriginSettings, host: string | undefined): boolean {
  const asked = parseHost(host)
  return asked !== null && isServed(settings, asked)
}

function isServed(settings: OriginSettings, { name }: Host): boolean {
  return (
    isLoopbackName(name) ||
    name === parseHost(settings.publicUrl?.host)?.name ||
    (name === parseHost(settings.host)?.name && !wildcards.has(name))
  )
}

/**
 * Whether a page of this origin may use cookies here: COPYDESK_PUBLIC_URL, COPYDESK_ALLOWED_ORIGINS, or the very
 * host that was asked. The scheme must be that of COPYDESK_PUBLIC_URL where the page has its host; elsewhere a proxy that
 * ends TLS leaves only the host to go by.
 */
export function isOriginAllowed(
  settings: OriginSettings,
  origin: string | undefined,
  host: string | undefined,
): boolean {
  const { publicUrl, allowedOrigins } = settings
  const page = origin === undefined ? null : URL.parse(origin)
  if (!page || page.host === '') return false
  if (page.origin === publicUrl?.origin || allowedOrigins.includes(page.origin)) return true
  const asked = parseHost(host)
  if (asked === null || !isServed(settings, asked) || !isSameHost(page, asked)) return false
  return asked.name !== parseHost(publicUrl?.host)?.name || page.protocol === publicUrl?.protocol
}
