/** Lets pages of COPYDESK_ALLOWED_ORIGINS, and no others, read the answers of the API (Fetch standard, CORS). */
import type { FastifyInstance } from 'fastify'
import type { Settings } from '../settings/settings.ts'

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
      'access-control-expose-headers': 'etag, idempotency-replayed, retry-after, x-request-id',
    })
    if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined) return
    return reply
      .headers({
        'access-control-allow-methods': 'GET, POST, PATCH, DELETE',
        'access-control-allow-headers': 'content-type, if-match, idempotency-key',
        'access-control-max-age': '600',
      })
      .code(204)
      .send()
  })
}
