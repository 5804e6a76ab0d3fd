/**
 * `subscribe`: into a channel, from a position if the client has one. The reply and the first live publication
 * follow each other without gap or double; how is told in stream-feed.ts and in PROTOCOL.md.
 */
import { encodeSubscribeReply, errors, type SubscribeParams, type SubscribeResult } from '@copydesk/protocol'
import type { Channel, ChannelAdmission } from '../channels/channels.ts'
import type { Connection } from '../connections/connection.ts'
import { clientInfo, endSubscription, Subscription, startSubscription } from '../connections/subscription.ts'
import type { HubCore } from '../hub-core.ts'
import { tooManyChannels } from '../limits/over-limit.ts'
import type { AuthorizeResult } from '../options.ts'
import { refusal } from './authorization.ts'
import type { CommandOutcome } from './execute.ts'

/** What subscribing needs of the hub. */
export type SubscribeCore = Pick<
  HubCore,
  'channels' | 'counters' | 'environment' | 'limits' | 'log' | 'nodes' | 'options'
>

type Granted = Extract<AuthorizeResult, { ok: true }>

export async function subscribe(
  core: SubscribeCore,
  connection: Connection,
  id: number,
  params: SubscribeParams,
): Promise<CommandOutcome> {
  const { channel, token, data } = params
  const { user } = connection
  const rules = core.options.rulesFor(channel)
  if (user === undefined || rules === undefined) return errors.unknownChannel
  if (connection.subscriptions.has(channel)) return errors.alreadySubscribed
  if (connection.subscriptions.size >= core.limits.maxChannelsPerConnection)
    return tooManyChannels(core.limits)
  const subscription = new Subscription(connection, {
    user,
    channel,
    action: 'subscribe',
    ...(token !== undefined && { token }),
    ...(data !== undefined && { data }),
  })
  connection.subscriptions.set(channel, subscription)
  try {
    const granted = await core.options.authorize(subscription.request)
    if (!granted.ok) return refusal(core, subscription.request, granted)
    if (hasExpired(core, granted)) return errors.tokenExpired
    if (subscription.state.phase === 'ended') return errors.permissionDenied
    const since = params.recover ? { epoch: params.epoch, offset: params.offset } : null
    let outcome: CommandOutcome
    await core.channels.join(channel, rules, since, (opened, admission) => {
      outcome = admit(core, subscription, id, params, granted, opened, admission)
    })
    return outcome
  } finally {
    if (subscription.state.phase === 'joining') endSubscription(core, subscription, null)
  }
}

/** Runs in one go: answers and lets the subscription in, or does neither. */
function admit(
  core: SubscribeCore,
  subscription: Subscription,
  id: number,
  params: SubscribeParams,
  granted: Granted,
  channel: Channel<Subscription>,
  known: ChannelAdmission,
): CommandOutcome {
  if (hasEnded(subscription)) return errors.permissionDenied
  const { connection } = subscription
  const admission = connection.replay.admit(known, connection.transport.kind, core.environment.monotonic())
  const streamed = admission.position !== null
  if (streamed && params.recover) {
    core.counters[admission.recovered ? 'recovered' : 'notRecovered'] += 1
    if (!admission.recovered && params.rejectUnrecovered) return errors.unrecoverablePosition
  }
  const answer = result(core, params, granted, admission)
  if (streamed && admission.missed.publications.length > 0) {
    connection.deliver(admission.missed.reply(id, answer))
  } else {
    connection.send(encodeSubscribeReply(id, answer, ''))
  }
  // A client that reads too slowly was cut off by that very reply.
  if (hasEnded(subscription)) return undefined
  const expiresAt = granted.expiresAt === undefined ? null : granted.expiresAt * 1000
  startSubscription(core, subscription, channel, clientInfo(connection, granted.info), expiresAt)
  return undefined
}

function result(
  core: Pick<HubCore, 'environment'>,
  params: SubscribeParams,
  granted: Granted,
  admission: ChannelAdmission,
): Omit<SubscribeResult, 'publications'> {
  const expiry =
    granted.expiresAt === undefined
      ? {}
      : ({ expires: true, ttl: Math.ceil(granted.expiresAt - core.environment.wallTime() / 1000) } as const)
  if (admission.position === null) return expiry
  const { position, recovered } = admission
  return {
    ...expiry,
    recoverable: true,
    positioned: true,
    epoch: position.epoch,
    // After a recovery the position recovered from: each publication of the reply moves the client on.
    offset: recovered ? params.offset : position.offset,
    ...(recovered && { recovered: true }),
    ...(params.recover && { was_recovering: true }),
  }
}

function hasExpired(core: Pick<HubCore, 'environment'>, granted: Granted): boolean {
  return granted.expiresAt !== undefined && granted.expiresAt * 1000 <= core.environment.wallTime()
}

function hasEnded(subscription: Subscription): boolean {
  return subscription.state.phase === 'ended'
}
