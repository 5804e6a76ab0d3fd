/** What stands before every new connection, whatever carries it: room for it, and whether its page may use cookies. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  type HandshakeFault,
  type HandshakeProblem,
  type HandshakeRecord,
  handshakeProblem,
  originFault,
} from '@copydesk/protocol'
import type { Handshake } from '../connections/connection.ts'
import type { HubCore } from '../hub-core.ts'
import { count } from '../metrics/stats.ts'
import { describe } from '../websocket/refusal.ts'
import { isPeerTrusted, tellHandshake } from './handshake-record.ts'
import { askedHost, isCookieTrusted } from './origin-rules.ts'
import { connectionLimit, type HttpProblem, sendProblem, stopping } from './problems.ts'

/** Why there is no room for another connection now; null when there is. */
export function noRoom({
  draining,
  connections,
  limits,
}: Pick<HubCore, 'draining' | 'connections' | 'limits'>): HttpProblem | null {
  if (draining) return stopping
  if (connections.size < limits.maxConnections) return null
  return connectionLimit(connections.size, limits.maxConnections)
}

/** The fault of a page that brings a cookie and may not; null when its cookie may count, or none came. */
export function cookieFault(core: Pick<HubCore, 'options'>, request: IncomingMessage): HandshakeFault | null {
  const { cookie, origin } = request.headers
  if (cookie === undefined || isCookieTrusted(request, core.options)) return null
  return originFault(origin ?? 'null', askedHost(request, core.options) ?? '')
}

/** Counts a refused handshake and logs it in the words of the answer. */
export function refused(
  core: Pick<HubCore, 'counters' | 'handshakes' | 'log' | 'options'>,
  fault: HandshakeFault,
  request: IncomingMessage,
  transport: HandshakeRecord['transport'],
): HandshakeProblem {
  const problem = handshakeProblem(fault, describe(request, isPeerTrusted(core, request)))
  count(core.counters.refusals, fault.code)
  tellHandshake(core, request, transport, problem)
  core.log.info({ code: problem.code, arrived: problem.arrived }, `${problem.title}: ${problem.detail}`)
  return problem
}

/** Counts a connection that there is no room for. */
export function turnedAway(
  core: Pick<HubCore, 'counters' | 'handshakes' | 'options'>,
  problem: HttpProblem,
  request: IncomingMessage,
  transport: HandshakeRecord['transport'],
): void {
  count(core.counters.refusals, problem.code)
  tellHandshake(core, request, transport, problem)
}

/** What letting a request in needs of the hub. */
export type GateCore = Pick<
  HubCore,
  'connections' | 'counters' | 'draining' | 'handshakes' | 'limits' | 'log' | 'options'
>

/** What the connect command is checked against, or null when the request was refused here. */
export function admit(
  core: GateCore,
  request: IncomingMessage,
  response: ServerResponse,
  transport: HandshakeRecord['transport'],
): Handshake | null {
  const problem = noRoom(core)
  if (problem !== null) {
    turnedAway(core, problem, request, transport)
    sendProblem(response, problem)
    return null
  }
  const fault = cookieFault(core, request)
  if (fault !== null) {
    sendProblem(response, refused(core, fault, request, transport))
    return null
  }
  tellHandshake(core, request, transport, null)
  return handshakeOf(core, request)
}

/** Only what the connect command needs is kept: the request itself holds on to far more. */
export function handshakeOf(core: Pick<HubCore, 'options'>, request: IncomingMessage): Handshake {
  const { headers, socket } = request
  const originAllowed = isCookieTrusted(request, core.options)
  return {
    headers,
    originAllowed,
    // A call into the system for each connection, which few applications need.
    get remoteAddress() {
      return socket.remoteAddress ?? ''
    },
  }
}
