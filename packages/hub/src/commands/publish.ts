/**
 * `publish` by a client: into channels that no journal keeps (typing, "I am looking at this"), where it reaches the
 * subscribers of every node at once. What is kept must be committed together with the rows it tells of, so the
 * application does that, if it takes it at all.
 */
import { type ErrorReply, encodeReply, errors, type PublishParams } from '@copydesk/protocol'
import type { Connection } from '../connections/connection.ts'
import { clientInfo } from '../connections/subscription.ts'
import type { HubCore } from '../hub-core.ts'
import { Rate } from '../limits/rate.ts'
import type { PublishLimits } from '../options.ts'
import { mayNot } from './authorization.ts'
import type { CommandOutcome } from './execute.ts'

export async function publish(
  core: Pick<HubCore, 'environment' | 'log' | 'options'>,
  connection: Connection,
  id: number,
  { channel, data }: PublishParams,
): Promise<CommandOutcome> {
  const rules = core.options.rulesFor(channel)
  if (rules === undefined) return errors.unknownChannel
  const keep = core.options.publish
  const kept = rules.recoverable || rules.history === true
  if (kept && keep === undefined) return errors.notAvailable
  const tooMuch = rules.fromSubscriber && beyond(core, connection, { channel, data }, rules.fromSubscriber)
  if (tooMuch) return tooMuch
  const error = await mayNot(core, connection, channel, 'publish', JSON.parse(data))
  if (error !== undefined || connection.closed) return error
  const subscription = connection.subscriptions.get(channel)
  if (subscription === undefined && rules.fromOutside?.publish !== true) return errors.permissionDenied
  const info =
    subscription?.state.phase === 'live' ? subscription.state.info : clientInfo(connection, undefined)
  if (!kept) {
    core.options.broker.publish([{ channel, epoch: '', publications: [{ offset: 0, data, info }] }])
  } else if (keep !== undefined) {
    await keep({ channel, data, info })
  }
  connection.send(encodeReply(id, 'publish', {}))
  return undefined
}

/** What is told to a subscriber who publishes more than the channel takes of one. */
function beyond(
  { environment }: Pick<HubCore, 'environment'>,
  connection: Connection,
  { channel, data }: PublishParams,
  { maxBytes, perSecond }: PublishLimits,
): ErrorReply | undefined {
  if (Buffer.byteLength(data) > maxBytes) return errors.badRequest
  const subscription = connection.subscriptions.get(channel)
  if (subscription === undefined) return undefined
  const next = new Rate(perSecond).next(subscription.publishesDueAt, environment.monotonic())
  if (next === null) return errors.tooManyRequests
  subscription.publishesDueAt = next
  return undefined
}
