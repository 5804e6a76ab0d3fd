/** Carries out one command of a connection: checks that it may come now and hands it to its own module. */
import { type Command, disconnects, type ErrorReply, encodeError } from '@copydesk/protocol'
import type { Connection } from '../connections/connection.ts'
import { tooFast } from '../limits/over-limit.ts'
import { count } from '../metrics/stats.ts'
import { type ConnectCore, connect } from './connect.ts'
import { history } from './history.ts'
import { presence } from './presence.ts'
import { publish } from './publish.ts'
import { refresh, subRefresh } from './refresh.ts'
import { rpc } from './rpc.ts'
import { type SubscribeCore, subscribe } from './subscribe.ts'
import { unsubscribe } from './unsubscribe.ts'

/** What the commands need of the hub; the smaller ones less. */
export type CommandCore = ConnectCore & SubscribeCore

/** Undefined when the command answered by itself, else the error to reply with. */
export type CommandOutcome = ErrorReply | undefined

/** Resolves when the command is answered. Rejects only when something is broken. */
export async function execute(core: CommandCore, connection: Connection, command: Command): Promise<void> {
  if (command.kind === 'connect' || connection.state.phase !== 'connected') {
    if (connection.state.phase !== 'waiting') return connection.fail('connect came twice')
    if (command.kind !== 'connect') return connection.fail('the first command must be connect')
  }
  count(core.counters.commands, command.kind)
  const isTooFast = connection.meter.isTooFast(command.kind, core.environment.monotonic())
  const outcome = isTooFast ? tooFast(core.limits, command.kind) : await carryOut(core, connection, command)
  if (outcome === undefined || connection.closed || !('id' in command)) return
  count(core.counters.errors, outcome.code)
  connection.send(encodeError(command.id, outcome))
}

function carryOut(
  core: CommandCore,
  connection: Connection,
  command: Command,
): CommandOutcome | Promise<CommandOutcome> {
  switch (command.kind) {
    case 'connect':
      return connect(core, connection, command.id, command.params)
    case 'subscribe':
      return subscribe(core, connection, command.id, command.params)
    case 'unsubscribe':
      return unsubscribe(core, connection, command.id, command.params.channel)
    case 'publish':
      return publish(core, connection, command.id, command.params)
    case 'presence':
    case 'presence_stats':
      return presence(core, connection, command.id, command.kind, command.params.channel)
    case 'history':
      return history(core, connection, command.id, command.params)
    case 'refresh':
      return refresh(core, connection, command.id, command.params.token)
    case 'sub_refresh':
      return subRefresh(core, connection, command.id, command.params)
    case 'rpc':
      return rpc(core, connection, command.id, command.params)
    case 'send':
      connection.disconnect(disconnects.notAvailable)
      return undefined
    case 'refused':
      return command.error
    case 'pong':
      return undefined
  }
}
