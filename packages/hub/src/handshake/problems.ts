/** The hub's refusals of ordinary HTTP requests, as problem+json (RFC 9457), in the words that people are told. */
import type { ServerResponse } from 'node:http'
import { type Disconnect, disconnects, type ErrorReply, errors } from '@copydesk/protocol'
import type { BodyFault } from '../http/read-body.ts'
import type { Delivery } from '../nodes/emulation.ts'

/** Body of a refusal. `remedy` says what to do. */
export interface HttpProblem {
  status: number
  code: string
  title: string
  detail: string
  remedy: string
}

/** Answers with a problem, unless the client is gone. */
export function sendProblem(
  response: ServerResponse,
  problem: HttpProblem,
  headers: Record<string, string> = {},
): void {
  if (response.headersSent || response.destroyed) return
  response.writeHead(problem.status, {
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
    ...(problem.status === 503 && { 'retry-after': '2' }),
    // What was not read of a request would be taken for the next one.
    ...(problem.status === 413 && { connection: 'close' }),
    ...headers,
  })
  response.end(JSON.stringify({ type: 'about:blank', ...problem }))
}

export function wrongMethod(method: string, path: string, allowed: string): HttpProblem {
  return {
    status: 405,
    code: 'method_not_allowed',
    title: 'This address takes another method',
    detail: `${path} takes ${allowed}, and the request was a ${method}.`,
    remedy: `Send a ${allowed} request.`,
  }
}

export function badRequest(detail: string, remedy: string): HttpProblem {
  return { status: 400, code: 'bad_request', title: 'The request is not of this protocol', detail, remedy }
}

export const internalError: HttpProblem = {
  status: 500,
  code: 'internal',
  title: 'Something went wrong on the server',
  detail: 'The request failed for a reason that is in the log of the server.',
  remedy: 'Try again.',
}

/** The answer while the server stops. */
export const stopping: HttpProblem = {
  status: 503,
  code: 'stopping',
  title: 'The server is restarting',
  detail: 'New connections are not taken any more.',
  remedy: 'Try again in a few seconds.',
}

/** At the limit of connections: which it is, and what raises it. */
export function connectionLimit(open: number, limit: number): HttpProblem {
  return {
    status: 503,
    code: 'connection_limit',
    title: 'The server has as many connections as it may have',
    detail: `${open} of ${limit} connections are in use.`,
    remedy:
      'Raise COPYDESK_MAX_CONNECTIONS (maxConnections of a hub of your own) and the open files that the process may have.',
  }
}

export const bodyProblems: Record<Exclude<BodyFault, 'gone'>, (maxBytes: number) => HttpProblem> = {
  too_large: (maxBytes) => ({
    status: 413,
    code: 'too_large',
    title: 'The request is too large',
    detail: `The body has more than ${maxBytes} bytes.`,
    remedy: 'Send less at once.',
  }),
  not_utf8: () => badRequest('The body is not UTF-8.', 'Send JSON as UTF-8.'),
  consumed: () => ({
    status: 500,
    code: 'body_consumed',
    title: 'The body was read before the hub saw it',
    detail: 'Something in this server reads request bodies before the request reaches the hub.',
    remedy: 'Let the hub handle the request before any body parser.',
  }),
}

/** A subscribe or connect that was refused, for clients that know statuses only. */
export function errorProblem({ code, message }: ErrorReply): HttpProblem {
  const status = errorStatuses.get(code) ?? 400
  return refusal(status, message, code)
}

/** A connection that was ended before it stood. */
export function disconnectProblem({ code, reason }: Disconnect): HttpProblem {
  const status = disconnectStatuses.get(code) ?? 503
  return refusal(status, reason, code)
}

function refusal(status: number, words: string, code: number): HttpProblem {
  return {
    status,
    // What follows a colon is the detail of this one refusal.
    code: words.replace(/:.*/, '').replaceAll(' ', '_'),
    title: `Refused: ${words}`,
    detail: `The hub answered with code ${code}, ${words}.`,
    remedy: remedies.get(status) ?? 'Try again in a few seconds.',
  }
}

const errorStatuses = new Map<number, number>([
  [errors.unknownChannel.code, 404],
  [errors.permissionDenied.code, 403],
  [errors.tokenExpired.code, 401],
  [errors.limitExceeded.code, 429],
  [errors.tooManyRequests.code, 429],
  [errors.internal.code, 503],
  [errors.tokenNotYetValid.code, 503],
])
const disconnectStatuses = new Map<number, number>([
  [disconnects.invalidToken.code, 401],
  [disconnects.badRequest.code, 400],
  [disconnects.connectionLimit.code, 429],
  [disconnects.forceNoReconnect.code, 403],
])
const remedies = new Map<number, string>([
  [400, 'Correct the request; a channel name has 1 to 255 characters.'],
  [401, 'Sign in, or send a valid connection token as "Authorization: Bearer …".'],
  [403, 'Ask whoever may grant the right.'],
  [404, 'Correct the name of the channel.'],
  [429, 'Close connections, or ask less often.'],
])

export const deliveryProblems: Record<Exclude<Delivery, 'delivered'>, HttpProblem> = {
  unknown_session: {
    status: 404,
    code: 'unknown_session',
    title: 'There is no such session',
    detail: 'The connection that these commands belong to has ended, or its node has stopped.',
    remedy: 'Connect again.',
  },
  unreachable_node: {
    status: 503,
    code: 'unreachable_node',
    title: 'The node of this session does not answer',
    detail:
      'The commands were passed on to the node that holds the session, and it did not say that it took them.',
    remedy: 'Connect again. If it stays, the nodes do not hear each other: look at the broker between them.',
  },
}
