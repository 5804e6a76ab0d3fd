/**
 * One connection in one channel.
 *
 *     joining ──admitted──▶ live ──▶ ended
 *        └──refused, or taken away meanwhile──▶ ended
 *
 * It is in its connection's map from the first moment on, so that a right that is taken away while the answer
 * is still being worked out ends it as well.
 */
import { type ClientInfo, encodeUnsubscribe, type Unsubscribe } from '@copydesk/protocol'
import type { Channel } from '../channels/channels.ts'
import type { HubCore } from '../hub-core.ts'
import type { AuthorizeRequest } from '../options.ts'
import type { Connection } from './connection.ts'

export type SubscriptionState =
  | { phase: 'joining' }
  | {
      phase: 'live'
      channel: Channel<Subscription>
      info: ClientInfo
      /** Milliseconds since 1970. */
      expiresAt: number | null
    }
  | { phase: 'ended' }

export class Subscription {
  readonly connection: Connection
  /** What was asked of `authorize`, to be asked again when rights change. */
  request: AuthorizeRequest
  state: SubscriptionState = { phase: 'joining' }
  /** The application made it, so `authorize` is not asked about it. */
  byServer = false
  /** What the rate of its publications is held by; see `limits/rate.ts`. */
  publishesDueAt = 0

  constructor(connection: Connection, request: AuthorizeRequest) {
    this.connection = connection
    this.request = request
  }
}

/** Makes an admitted subscription live: from here on it receives. */
export function startSubscription(
  core: Pick<HubCore, 'nodes'>,
  subscription: Subscription,
  channel: Channel<Subscription>,
  info: ClientInfo,
  expiresAt: number | null,
): void {
  subscription.state = { phase: 'live', channel, info, expiresAt }
  channel.audience.add(subscription, subscription.connection.sendQueue)
  if (channel.rules.presence || channel.rules.joinLeave) {
    core.nodes.join(channel.name, info)
  }
}

/** Ends a subscription; `notice` is what the client is told, null when it need not be told. */
export function endSubscription(
  core: Pick<HubCore, 'channels' | 'nodes'>,
  subscription: Subscription,
  notice: Unsubscribe | null,
): void {
  const { state, connection, request } = subscription
  if (state.phase === 'ended') return
  subscription.state = { phase: 'ended' }
  connection.subscriptions.delete(request.channel)
  if (state.phase === 'joining') return
  const { channel } = state
  core.channels.leave(channel, subscription)
  if (notice !== null) connection.send(encodeUnsubscribe(channel.name, notice))
  if (channel.rules.presence || channel.rules.joinLeave) {
    core.nodes.leave(channel.name, connection.id)
  }
}

/** How others see the connection in a channel. `channelInfo` is what `authorize` said. */
export function clientInfo(connection: Connection, channelInfo: unknown): ClientInfo {
  const info = connection.state.phase === 'connected' ? connection.state.auth.info : undefined
  return {
    user: connection.user ?? '',
    client: connection.id,
    ...(info !== undefined && { conn_info: info }),
    ...(channelInfo !== undefined && { chan_info: channelInfo }),
  }
}
