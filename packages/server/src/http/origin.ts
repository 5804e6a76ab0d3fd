/**
 * Which hosts are served here and which pages may act with a person's cookie. Asked by every HTTP request and by
 * the hub's handshake alike. The host list stops DNS rebinding: a foreign name that points to this machine.
 */
import { isLoopback } from '../settings/loopback.ts'
import type { Settings } from '../settings/settings.ts'

export type OriginSettings = Pick<Settings, 'host' | 'publicUrl' | 'allowedOrigins'>

/** Addresses that mean "every network"; as a host name nobody uses them. */
const wildcards = new Set(['0.0.0.0', '::', '[::]'])

/** Whether the Host header names this site: a loopback name, COPYDESK_HOST or the host of COPYDESK_PUBLIC_URL. */
export function isHostAllowed(settings: OriginSettings, host: string | undefined): boolean {
  const name = URL.parse(`http://${host}`)?.hostname
  if (!name) return false
  return (
    isLoopback(name) ||
    name === settings.publicUrl?.hostname ||
    (name === settings.host.toLowerCase() && !wildcards.has(name))
  )
}

/**
 * Whether a page of this origin may use cookies here: COPYDESK_PUBLIC_URL, COPYDESK_ALLOWED_ORIGINS, or the very
 * host that was asked. Schemes are not compared, because a proxy that ends TLS leaves only the host to go by.
 */
export function isOriginAllowed(
  settings: OriginSettings,
  origin: string | undefined,
  host: string | undefined,
): boolean {
  const page = origin === undefined ? null : URL.parse(origin)
  if (!page || page.host === '') return false
  if (page.origin === settings.publicUrl?.origin || settings.allowedOrigins.includes(page.origin)) return true
  return isHostAllowed(settings, host) && page.host === URL.parse(`${page.protocol}//${host}`)?.host
}
