/** `unsubscribe`: out of a channel. Succeeds for a channel that the client is not in, because then it is out. */
import { encodeReply } from '@copydesk/protocol'
import type { Connection } from '../connections/connection.ts'
import { endSubscription } from '../connections/subscription.ts'
import type { HubCore } from '../hub-core.ts'
import type { CommandOutcome } from './execute.ts'

export function unsubscribe(
  core: Pick<HubCore, 'channels' | 'nodes'>,
  connection: Connection,
  id: number,
  channel: string,
): CommandOutcome {
  const subscription = connection.subscriptions.get(channel)
  if (subscription !== undefined) endSubscription(core, subscription, null)
  connection.send(encodeReply(id, 'unsubscribe', {}))
  return undefined
}
