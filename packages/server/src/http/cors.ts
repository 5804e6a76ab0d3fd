/**
 * Lets pages of COPYDESK_ALLOWED_ORIGINS, and no others, read the answers of the API (Fetch standard, CORS). Credentials
 * are allowed to a named origin, never to any; a cookie reaches the server from hosts of its own site alone.
 */
import { onBehalfHeader } from '@copydesk/contract'
import type { FastifyInstance } from 'fastify'
import type { Settings } from '../settings/settings.ts'

/** What the API says in headers and reads from them, beyond what browsers always let through. */
const exposed = [
  'allow',
  'etag',
  'idempotency-replayed',
  'retry-after',
  'traceparent',
  'www-authenticate',
  'x-request-id',
].join(', ')
const accepted = [
  'authorization',
  'content-type',
  onBehalfHeader,
  'copydesk-person',
  'idempotency-key',
  'if-match',
  'if-none-match',
  'last-event-id',
  'traceparent',
  'x-request-id',
].join(', ')

export function installCors(
  app: FastifyInstance,
  { allowedOrigins }: Pick<Settings, 'allowedOrigins'>,
): void {
  if (allowedOrigins.length === 0) return
  app.addHook('onRequest', async (request, reply) => {
    reply.header('vary', 'Origin')
    const { origin } = request.headers
    if (origin === undefined || !allowedOrigins.includes(origin)) return
    reply.headers({
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': exposed,
    })
    if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined) return
    return reply
      .headers({
        'access-control-allow-methods': 'GET, HEAD, POST, PATCH, DELETE',
        'access-control-allow-headers': accepted,
        'access-control-max-age': '600',
      })
      .code(204)
      .send()
  })
}
