/** `connect`: who is this? Nothing else is carried out before it succeeded. */
import { type ConnectParams, type ConnectResult, disconnects, encodeReply, errors } from '@copydesk/protocol'
import type { Connection } from '../connections/connection.ts'
import { lateness } from '../connections/lateness.ts'
import type { HubCore } from '../hub-core.ts'
import { tooManyConnections } from '../limits/over-limit.ts'
import { count } from '../metrics/stats.ts'
import type { Authenticated } from '../options.ts'
import { serverVersion } from '../version.ts'
import type { CommandOutcome } from './execute.ts'

/** What connecting needs of the hub. */
export type ConnectCore = Pick<
  HubCore,
  | 'connections'
  | 'counters'
  | 'environment'
  | 'heartbeat'
  | 'intervals'
  | 'isLate'
  | 'limits'
  | 'log'
  | 'nodeId'
  | 'options'
>

export async function connect(
  core: ConnectCore,
  connection: Connection,
  id: number,
  params: ConnectParams,
): Promise<CommandOutcome> {
  if (connection.state.phase !== 'waiting') return undefined
  const { state } = connection
  const { handshake } = state
  connection.state = { phase: 'authenticating' }
  // Not a copy: that would ask for the address, which comes when it is wanted.
  const request = Object.assign(handshake, { token: params.token })
  const result = await core.options.authenticate(request)
  if (connection.closed) return undefined
  if (!result.ok && result.reason === 'expired') {
    // The client may fetch a new token and try again on this connection, as long as its time to connect lasts.
    connection.state = state
    return errors.tokenExpired
  }
  if (!result.ok || core.connections.hasEnded(result.auth.sessionId)) {
    const message = result.ok ? 'the session has ended' : result.message
    const { remoteAddress, headers, originAllowed } = handshake
    const arrived = { cookie: headers.cookie !== undefined, originAllowed, token: params.token !== undefined }
    core.log.info({ remoteAddress, arrived, reason: message }, 'A connection was not authenticated')
    const isEarly = !result.ok && result.reason === 'not_yet'
    count(core.counters.refusals, isEarly ? 'token_not_yet_valid' : 'invalid_token')
    connection.disconnect(isEarly ? disconnects.tokenNotYetValid : disconnects.invalidToken)
    return undefined
  }
  const ttl = secondsLeft(core, result.auth)
  if (ttl !== null && ttl <= 0) {
    connection.state = state
    return errors.tokenExpired
  }
  const { user } = result.auth
  if (user !== '' && core.connections.countOfUser(user) >= core.limits.maxConnectionsPerUser) {
    core.log.info(
      { user, limit: core.limits.maxConnectionsPerUser },
      'A user has as many connections as one may',
    )
    count(core.counters.refusals, 'connection_limit')
    connection.disconnect(tooManyConnections(core.limits))
    return undefined
  }
  connection.state = { phase: 'connected', auth: result.auth }
  core.connections.identify(connection)
  core.heartbeat.connected(connection)
  core.counters.connects += 1
  connection.send(encodeReply(id, 'connect', connectResult(core, connection, ttl)))
  if (core.isLate) connection.send(lateness(true))
  return undefined
}

/** Seconds until the credential expires; null when it does not. */
export function secondsLeft(core: Pick<HubCore, 'environment'>, auth: Authenticated): number | null {
  if (auth.expiresAt === undefined) return null
  return Math.ceil(auth.expiresAt - core.environment.wallTime() / 1000)
}

function connectResult(
  core: Pick<HubCore, 'intervals' | 'nodeId'>,
  connection: Connection,
  ttl: number | null,
): ConnectResult {
  const { session } = connection.transport
  return {
    client: connection.id,
    version: serverVersion,
    ...(ttl !== null && { expires: true, ttl }),
    ping: Math.ceil(core.intervals.pingMs / 1000),
    pong: connection.transport.answersPings,
    ...(session !== undefined && { session }),
    node: core.nodeId,
  }
}
