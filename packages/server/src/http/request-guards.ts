/**
 * What a request must pass before anything looks at it: a host that is served here, and for unsafe methods an
 * origin that may act here. Browsers always send Origin with those, so a cookie without one is refused too;
 * programs without a cookie need none.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Refusal } from '../command/refusal.ts'
import { type AskedHostSettings, type AskedHosts, readAskedHosts } from './asked-host.ts'
import { isHostAllowed } from './origin.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])
/** Asked by load balancers under any name; they answer nothing that could be stolen. */
const forAnyHost = new Set(['/livez', '/readyz'])

export function installRequestGuards(app: FastifyInstance, settings: AskedHostSettings): void {
  const asked = readAskedHosts(settings)
  app.addHook('onRequest', async (request) => {
    requireOneHost(request)
    requireUtf8(request)
    requireHost(request, settings, asked)
    if (!safeMethods.has(request.method)) requireOrigin(request, asked)
  })
}

/** Node keeps the first of several; a proxy on the way may have kept the last (RFC 9112, section 3.2). */
function requireOneHost({ raw }: FastifyRequest): void {
  const hosts = raw.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host')
  if (hosts.length > 1) throw new Refusal('invalid_request', 'The request has more than one Host header.')
}

/** Bytes of a query that are no UTF-8 would become question marks; those of a path are refused by the router. */
function requireUtf8({ url }: FastifyRequest): void {
  const query = url.slice(url.indexOf('?'))
  try {
    for (const [bytes] of query.matchAll(/(?:%[0-9a-f]{2})+/gi)) decodeURIComponent(bytes)
  } catch {
    throw new Refusal('invalid_request', 'The query is not UTF-8.')
  }
}

function requireHost(request: FastifyRequest, settings: AskedHostSettings, asked: AskedHosts): void {
  const host = asked.hostOf(request.raw)
  if (isHostAllowed(settings, host) || forAnyHost.has(request.url)) return
  throw new Refusal('host_not_allowed', `The request asks for the host "${host ?? ''}".`)
}

function requireOrigin(request: FastifyRequest, asked: AskedHosts): void {
  const { origin, cookie } = request.headers
  if (origin === undefined && cookie === undefined) return
  if (asked.isPageAllowed(request.raw)) return
  const came = origin === undefined ? 'came without an Origin header' : `came from the origin "${origin}"`
  throw new Refusal(
    'origin_not_allowed',
    `The request ${came} to the host "${asked.hostOf(request.raw) ?? ''}".`,
  )
}
