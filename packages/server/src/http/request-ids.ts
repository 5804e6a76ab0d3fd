/**
 * What a request is called in logs here and elsewhere: `X-Request-Id`, which a proxy or a client may give and every
 * answer carries, and `traceparent` (W3C Trace Context), which is taken over with a span of this server's own.
 * Both come from strangers, so only what has their form counts.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'

const idPattern = /^[A-Za-z0-9._:@/+=~-]{1,128}$/
const uuidPattern = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i
const tracePattern = /^(?!ff)([\da-f]{2})-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})(-.*)?$/

export interface Trace {
  traceId: string
  /** Of this server, within the trace. */
  spanId: string
  parentId: string
  flags: string
}

/** The id that came along if it has the form of one, else a new UUID. */
export function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers['x-request-id']
  return typeof given === 'string' && idPattern.test(given) ? given : randomUUID()
}

/** The id as the URI that `instance` of a problem is. */
export function requestUri(id: string): string {
  return uuidPattern.test(id) ? `urn:uuid:${id}` : `urn:copydesk:request:${encodeURIComponent(id)}`
}

/** The trace that the request belongs to; undefined where it names none, or in no form that is known. */
export function traceOf({ headers }: Pick<IncomingMessage, 'headers'>): Trace | undefined {
  const { traceparent } = headers
  const [, version, traceId, parentId, flags, more] =
    typeof traceparent === 'string' && traceparent.length <= 256 ? (tracePattern.exec(traceparent) ?? []) : []
  if (traceId === undefined || parentId === undefined || flags === undefined) return undefined
  // Later versions may add parts; the first one has none.
  if (version === '00' && more !== undefined) return undefined
  return { traceId, spanId: randomBytes(8).toString('hex'), parentId, flags }
}

/** Puts both on every answer, the hub's too, and the trace on every line that the request logs. */
export function installRequestIds(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.raw.setHeader('x-request-id', request.id)
    const trace = traceOf(request.raw)
    if (!trace) return
    const { traceId, spanId, flags } = trace
    reply.raw.setHeader('traceparent', `00-${traceId}-${spanId}-${flags}`)
    const log = request.log.child({ traceId, spanId })
    request.log = log
    reply.log = log
  })
}
