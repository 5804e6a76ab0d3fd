/** The host that a request is for, and whether its page may act, behind any number of trusted proxies. */
import type { IncomingMessage } from 'node:http'
import { askedHosts } from '@copydesk/protocol'
import type { Settings } from '../settings/settings.ts'
import { isHostAllowed, isOriginAllowed, type OriginSettings } from './origin.ts'
import { trustedProxies } from './trusted-proxies.ts'

export type AskedHostSettings = OriginSettings & Pick<Settings, 'trustProxy'>

export interface AskedHosts {
  /** The nearest one that is served here; else the nearest one, and undefined where there is none. */
  hostOf(request: IncomingMessage): string | undefined
  /** Whether the page that sent the request may use cookies here. */
  isPageAllowed(request: IncomingMessage): boolean
}

export function readAskedHosts(settings: AskedHostSettings): AskedHosts {
  const isTrustedProxy = trustedProxies(settings)
  const hostsOf = ({ headers, socket }: IncomingMessage) =>
    askedHosts(headers, isTrustedProxy(socket.remoteAddress ?? ''))
  return {
    hostOf: (request) => {
      const hosts = hostsOf(request)
      return hosts.find((host) => isHostAllowed(settings, host)) ?? hosts[0]
    },
    isPageAllowed: (request) => {
      const [first, ...others] = hostsOf(request)
      return [first, ...others].some((host) => isOriginAllowed(settings, request.headers.origin, host))
    },
  }
}
