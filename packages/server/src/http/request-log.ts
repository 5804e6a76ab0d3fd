/**
 * One line per answered request: changes and refusals at info, the many reads at debug. Where it came from, who asked,
 * and for a refusal its code. No cookies, no bodies, and nothing of a query that may be a secret.
 */
import type { ErrorCode } from '@copydesk/contract'
import type { FastifyInstance } from 'fastify'

declare module 'fastify' {
  interface FastifyRequest {
    /** Further facts for the line, such as the account that somebody tried to sign in to. */
    noted: { code?: ErrorCode; account?: string; key?: string } | null
  }
}

const secretName = /token|secret|password|code|key|connect|state/i

export function installRequestLog(app: FastifyInstance): void {
  app.decorateRequest('noted', null)
  app.addHook('onResponse', async (request, reply) => {
    const isQuiet = request.method === 'GET' && reply.statusCode < 400
    request.log[isQuiet ? 'debug' : 'info'](
      {
        method: request.method,
        url: withoutSecrets(request.originalUrl),
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        address: request.ip,
        ...(request.signedIn ? { [request.signedIn.kind]: request.signedIn.id } : {}),
        ...request.noted,
      },
      'request',
    )
  })
}

/** The address with the values of parameters left out whose names say that they are secrets. */
function withoutSecrets(url: string): string {
  const parts = url.split(/([?&])/)
  return parts.map((part, index) => (index === 0 ? part : withoutSecret(part))).join('')
}

function withoutSecret(parameter: string): string {
  const name = parameter.slice(0, parameter.indexOf('=') + 1)
  return secretName.test(name) ? `${name}(not logged)` : parameter
}
