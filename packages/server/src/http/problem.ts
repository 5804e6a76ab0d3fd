/** Turns a refusal or a failure into an `application/problem+json` answer (RFC 9457) from the error registry. */
import { type ErrorCode, type ErrorEntry, errors, type Problem } from '@copydesk/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { RefusalExtras } from '../command/refusal.ts'
import { requestUri } from './request-ids.ts'

export function problemOf(
  code: ErrorCode,
  detail: string,
  instance: string,
  extras: RefusalExtras = {},
): Problem {
  const { status, title, remedy } = errors[code]
  return { type: `urn:copydesk:error:${code}`, title, status, code, detail, remedy, instance, ...extras }
}

/** Sends a problem; `instance` is the request id that the log has too. */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  code: ErrorCode,
  detail: string = errors[code].title,
  extras: RefusalExtras = {},
): FastifyReply {
  request.noted = { ...request.noted, code }
  const { retryAfterSeconds }: ErrorEntry = errors[code]
  // The challenge of RFC 6750, section 3.
  if (code === 'credential_refused') reply.header('www-authenticate', 'Bearer error="invalid_token"')
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds))
  return reply
    .code(errors[code].status)
    .type('application/problem+json; charset=utf-8')
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send(problemOf(code, detail, requestUri(request.id), extras))
}
