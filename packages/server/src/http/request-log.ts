/** One line per answered request: changes and refusals at info, the many reads at debug. No cookies, no bodies. */
import type { FastifyInstance } from 'fastify'

export function installRequestLog(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const isQuiet = request.method === 'GET' && reply.statusCode < 400
    request.log[isQuiet ? 'debug' : 'info'](
      {
        method: request.method,
        url: request.url,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        ...(request.signedIn ? { person: request.signedIn.id } : {}),
      },
      'request',
    )
  })
}
