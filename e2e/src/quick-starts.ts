/**
 * What operators get who followed the first steps of a product and never thought of WebSockets: each proxy's answer
 * to a WebSocket, and what of it arrives at the server. Observed with the versions of Debian 12; tests hold it.
 */
import type { ProxyName } from '@copydesk/testkit/proxies'

export interface QuickStart {
  /** Of the answer to a WebSocket's handshake. */
  status: number
  /** The server's name for what is wrong; null when the handshake is right. */
  code: string | null
  /** Whether the server is asked by the name that people use. */
  keepsHost: boolean
  /** Headers that the proxy adds, in lower case. */
  adds: readonly string[]
  /** The HTTP version that the server is spoken to in. */
  version: '1.0' | '1.1'
}

/** Squid stands before the people and is looked at on its own. */
export const quickStarts: Record<Exclude<ProxyName, 'squid'>, QuickStart> = {
  nginx: { status: 426, code: 'http_version', keepsHost: false, adds: [], version: '1.0' },
  apache: {
    status: 426,
    code: 'upgrade_removed',
    keepsHost: false,
    adds: ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-server'],
    version: '1.1',
  },
  /** WebSockets open, and end after ten silent seconds: long before the first ping. */
  haproxy: { status: 101, code: null, keepsHost: true, adds: [], version: '1.1' },
  caddy: {
    status: 101,
    code: null,
    keepsHost: true,
    adds: ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto'],
    version: '1.1',
  },
  varnish: {
    status: 426,
    code: 'upgrade_removed',
    keepsHost: true,
    adds: ['x-forwarded-for', 'x-varnish'],
    version: '1.1',
  },
}
