/**
 * Which pages may use a person's cookie over HTTP, and which may read what the hub answers (Fetch standard, CORS).
 * The application's `isOriginAllowed` decides; this module knows when browsers say where a request comes from.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { askedHosts, asksForWebSocket } from '@copydesk/protocol'
import type { HubOptions } from '../options.ts'

type OriginRules = Pick<HubOptions, 'isOriginAllowed' | 'isTrustedProxy'>

/** The host that was asked: what a trusted proxy forwards counts for more than what it asks itself. */
export function askedHost(
  request: IncomingMessage,
  rules: Pick<HubOptions, 'isTrustedProxy'>,
): string | undefined {
  return hostsOf(request, rules)[0]
}

/** The page's own site may be what any of the proxies was asked for. */
function isPageAllowed(request: IncomingMessage, rules: OriginRules): boolean {
  const { origin } = request.headers
  const hosts = hostsOf(request, rules)
  if (hosts.length === 0) return rules.isOriginAllowed(origin, undefined)
  return hosts.some((host) => rules.isOriginAllowed(origin, host))
}

function hostsOf(
  { headers, socket }: IncomingMessage,
  { isTrustedProxy }: Pick<HubOptions, 'isTrustedProxy'>,
): string[] {
  return askedHosts(headers, isTrustedProxy?.(socket.remoteAddress ?? '') === true)
}

/**
 * Whether a cookie may count. Browsers name the origin with every POST and WebSocket handshake, so there it must be
 * an allowed one. With a GET they name it only to another site; a GET without it comes from the site itself, or
 * from an element that cannot read the answer, and the GET paths here change nothing. Most browsers say which.
 */
export function isCookieTrusted(request: IncomingMessage, rules: OriginRules): boolean {
  const { origin } = request.headers
  if (origin !== undefined || asksForWebSocket(request.headers) || request.method !== 'GET') {
    return isPageAllowed(request, rules)
  }
  const site = request.headers['sec-fetch-site']
  return site === undefined || site === 'same-origin' || site === 'none'
}

/** Lets an allowed page of another site read the answer; answers its preflight and says that it did. */
export function answerCors(request: IncomingMessage, response: ServerResponse, rules: OriginRules): boolean {
  const { origin } = request.headers
  response.setHeader('vary', 'Origin')
  if (origin !== undefined && isPageAllowed(request, rules)) {
    response.setHeader('access-control-allow-origin', origin)
    response.setHeader('access-control-allow-credentials', 'true')
  }
  if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined) {
    return false
  }
  response.writeHead(204, {
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': 'authorization, content-type, last-event-id',
    'access-control-max-age': '600',
  })
  response.end()
  return true
}
