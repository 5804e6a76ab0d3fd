/**
 * `publish` by a client: only into channels that no journal keeps (typing, "I am looking at this"), because what
 * is kept must be committed together with the rows it tells of. Reaches the subscribers of every node.
 */
import { encodeReply, errors } from '@copydesk/protocol'
import type { Connection } from '../connection.ts'
import type { HubCore } from '../core.ts'
import type { CommandOutcome } from '../execute.ts'
import { clientInfo } from '../subscription.ts'
import { mayNot } from './authorization.ts'

export async function publish(
  core: HubCore,
  connection: Connection,
  id: number,
  { channel, data }: { channel: string; data: unknown },
): Promise<CommandOutcome> {
  const rules = core.options.rulesFor(channel)
  if (rules === undefined) return errors.unknownChannel
  if (rules.recoverable) return errors.notAvailable
  const error = await mayNot(core, connection, channel, 'publish')
  if (error !== undefined || connection.closed) return error
  const subscription = connection.subscriptions.get(channel)
  if (subscription === undefined) return errors.permissionDenied
  const info =
    subscription.state.phase === 'live' ? subscription.state.info : clientInfo(connection, undefined)
  core.options.broker.publish({
    channel,
    epoch: '',
    publications: [{ offset: 0, data: JSON.stringify(data), info }],
  })
  connection.send(encodeReply(id, 'publish', {}))
  return undefined
}
