/**
 * What a request must pass before anything looks at it: a host that is served here, and for unsafe methods an
 * origin that may act here. Browsers always send Origin with those, so a cookie without one is refused too;
 * programs without a cookie need none.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Refusal } from '../command/refusal.ts'
import { isHostAllowed, isOriginAllowed, type OriginSettings } from './origin.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])
/** Asked by load balancers under any name; they answer nothing that could be stolen. */
const forAnyHost = new Set(['/livez', '/readyz'])

export function installRequestGuards(app: FastifyInstance, settings: OriginSettings): void {
  app.addHook('onRequest', async (request) => {
    requireHost(request, settings)
    if (!safeMethods.has(request.method)) requireOrigin(request, settings)
  })
}

function requireHost(request: FastifyRequest, settings: OriginSettings): void {
  if (isHostAllowed(settings, request.host) || forAnyHost.has(request.url)) return
  throw new Refusal('host_not_allowed', `The request asks for the host "${request.host}".`)
}

function requireOrigin(request: FastifyRequest, settings: OriginSettings): void {
  const { origin, cookie } = request.headers
  if (origin === undefined && cookie === undefined) return
  if (isOriginAllowed(settings, origin, request.host)) return
  const came = origin === undefined ? 'came without an Origin header' : `came from the origin "${origin}"`
  throw new Refusal('origin_not_allowed', `The request ${came} to the host "${request.host}".`)
}
