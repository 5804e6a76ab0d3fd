/** Asks the application whether a connection may do something in a channel, and says no in the wire's words. */
import { type ErrorReply, errors } from '@copydesk/protocol'
import type { Connection } from '../connections/connection.ts'
import type { HubCore } from '../hub-core.ts'
import type { AuthorizeRequest, AuthorizeResult } from '../options.ts'

const refusals: Record<Extract<AuthorizeResult, { ok: false }>['reason'], ErrorReply> = {
  denied: errors.permissionDenied,
  unknown_channel: errors.unknownChannel,
  expired: errors.tokenExpired,
  not_yet: errors.tokenNotYetValid,
}

/** The error for a refusal, whose reason goes to the log where the application gave one. */
export function refusal(
  core: Pick<HubCore, 'log'>,
  { user, channel, action }: AuthorizeRequest,
  { reason, message }: Extract<AuthorizeResult, { ok: false }>,
): ErrorReply {
  if (message !== undefined) core.log.info({ user, channel, reason: message }, `A ${action} was refused`)
  return refusals[reason]
}

/** Asks about a channel that the connection is or is not subscribed to; undefined means yes. `data` is what it publishes. */
export async function mayNot(
  core: Pick<HubCore, 'log' | 'options'>,
  connection: Connection,
  channel: string,
  action: AuthorizeRequest['action'],
  data?: unknown,
): Promise<ErrorReply | undefined> {
  const user = connection.user
  if (user === undefined) return errors.permissionDenied
  const subscribed = connection.subscriptions.get(channel)?.state.phase === 'live'
  const request = { user, channel, action, subscribed, ...(data !== undefined && { data }) }
  const result = await core.options.authorize(request)
  return result.ok ? undefined : refusal(core, request, result)
}
