/** `presence` and `presence_stats`: who is in a channel that the client is subscribed to. */
import { encodeReply, errors } from '@copydesk/protocol'
import type { Connection } from '../connections/connection.ts'
import type { HubCore } from '../hub-core.ts'
import { mayNot } from './authorization.ts'
import type { CommandOutcome } from './execute.ts'

export async function presence(
  core: Pick<HubCore, 'log' | 'nodes' | 'options'>,
  connection: Connection,
  id: number,
  kind: 'presence' | 'presence_stats',
  channel: string,
): Promise<CommandOutcome> {
  const rules = core.options.rulesFor(channel)
  if (rules === undefined) return errors.unknownChannel
  if (!rules.presence) return errors.notAvailable
  const isInside = connection.subscriptions.has(channel) || rules.fromOutside?.presence === true
  if (!isInside) return errors.permissionDenied
  const error = await mayNot(core, connection, channel, 'presence')
  if (error !== undefined || connection.closed) return error
  if (kind === 'presence') {
    connection.send(encodeReply(id, 'presence', { presence: core.nodes.show(channel) }))
  } else {
    const clients = core.nodes.presence.in(channel)
    const users = new Set(Object.values(clients).map((info) => info.user))
    const stats = { num_clients: Object.keys(clients).length, num_users: users.size }
    connection.send(encodeReply(id, 'presence_stats', stats))
  }
  return undefined
}
