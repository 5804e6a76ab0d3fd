/** `refresh` and `sub_refresh`: a new token for the connection or for one subscription, before the old expires. */
import { disconnects, encodeReply, errors } from '@copydesk/protocol'
import type { Connection } from '../connections/connection.ts'
import type { HubCore } from '../hub-core.ts'
import { serverVersion } from '../version.ts'
import { refusal } from './authorization.ts'
import { secondsLeft } from './connect.ts'
import type { CommandOutcome } from './execute.ts'

export async function refresh(
  core: Pick<HubCore, 'connections' | 'environment' | 'log' | 'options'>,
  connection: Connection,
  id: number,
  token: string,
): Promise<CommandOutcome> {
  const before = connection.state
  if (before.phase !== 'connected') return undefined
  const result = await core.options.authenticate({ ...tokenOnly, token })
  if (connection.closed) return undefined
  if (!result.ok) {
    core.log.info({ user: before.auth.user, reason: result.message }, 'A refresh was refused')
    connection.disconnect(endFor[result.reason])
    return undefined
  }
  const { auth } = result
  if (auth.user !== before.auth.user || core.connections.hasEnded(auth.sessionId)) {
    connection.disconnect(disconnects.invalidToken)
    return undefined
  }
  const ttl = secondsLeft(core, auth)
  if (ttl !== null && ttl <= 0) {
    connection.disconnect(disconnects.expired)
    return undefined
  }
  core.connections.reidentify(connection, auth)
  const expiry = ttl === null ? {} : ({ expires: true, ttl } as const)
  connection.send(encodeReply(id, 'refresh', { client: connection.id, version: serverVersion, ...expiry }))
  return undefined
}

const endFor = {
  denied: disconnects.invalidToken,
  expired: disconnects.expired,
  not_yet: disconnects.tokenNotYetValid,
} as const

/** A refresh stands on its token alone: the headers of the handshake are long gone. */
const tokenOnly = { headers: {}, originAllowed: false, remoteAddress: '' }

export async function subRefresh(
  core: Pick<HubCore, 'environment' | 'log' | 'options'>,
  connection: Connection,
  id: number,
  { channel, token }: { channel: string; token: string },
): Promise<CommandOutcome> {
  const subscription = connection.subscriptions.get(channel)
  if (subscription?.state.phase !== 'live') return errors.permissionDenied
  const request = { ...subscription.request, token }
  const result = await core.options.authorize(request)
  if (!result.ok) return refusal(core, request, result)
  const { state } = subscription
  if (state.phase !== 'live') return errors.permissionDenied
  subscription.request = request
  state.expiresAt = result.expiresAt === undefined ? null : result.expiresAt * 1000
  if (state.expiresAt === null) {
    connection.send(encodeReply(id, 'sub_refresh', {}))
    return undefined
  }
  const ttl = Math.ceil((state.expiresAt - core.environment.wallTime()) / 1000)
  if (ttl <= 0) return errors.tokenExpired
  connection.send(encodeReply(id, 'sub_refresh', { expires: true, ttl }))
  return undefined
}
