/** How a request reaches its server: which certificates it trusts, and the tunnel it goes through if there is one. */
import { isIP, type Socket } from 'node:net'
import { rootCertificates, connect as tlsConnect } from 'node:tls'
import { openTunnel } from './forward-proxy.ts'
import type { Way } from './node-probe.ts'

export interface ConnectionOptions {
  ca?: string[]
  createConnection?: () => Socket
}

export async function connectionOptions(
  { ca, forwardProxy }: Way,
  url: URL,
  timeoutMs: number,
): Promise<ConnectionOptions> {
  const trust = ca === undefined ? {} : { ca: [...rootCertificates, ca] }
  if (forwardProxy === undefined) return trust
  const socket = await openTunnel(forwardProxy, url, timeoutMs)
  if (url.protocol !== 'https:') return { createConnection: () => socket }
  const secure = () => tlsConnect({ socket, ...serverName(url), ...trust })
  return { createConnection: secure }
}

/** The host of an address as sockets take it: IPv6 without its brackets. */
export function bareHost(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '')
}

/** The name that TLS asks for; addresses have none (RFC 6066). */
export function serverName(url: URL): { servername?: string } {
  const host = bareHost(url)
  return isIP(host) === 0 ? { servername: host } : {}
}
