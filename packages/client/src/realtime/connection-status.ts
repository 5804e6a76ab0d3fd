/**
 * What a person is told about the connection: a status, a machine-readable reason and one plain sentence.
 * Derived from the connection's state alone; decides nothing.
 */
import type { ConnectionState } from './connection-state.ts'

interface StatusBase {
  /** One plain sentence for people, e.g. for a tooltip beside the status. */
  words: string
  /** Unix time in ms at which the server was last heard, so that what is on screen was current; null: never. */
  lastUpdateAt: number | null
}

/** Before the first connection. */
export interface Connecting extends StatusBase {
  status: 'connecting'
  reason: 'starting'
}
/** Changes appear by themselves. */
export interface Live extends StatusBase {
  status: 'live'
  reason: 'connected'
}
/** Reserved for polling, which is not there yet: changes appear by themselves, a little later. */
export interface Delayed extends StatusBase {
  status: 'delayed'
  reason: 'polling'
}
/** Not connected and trying again, without end. */
export interface Reconnecting extends StatusBase {
  status: 'reconnecting'
  reason: 'connection_lost' | 'no_connection' | 'no_reply' | 'refused' | 'server_unreachable'
}
/** The device says that it has no network. */
export interface Offline extends StatusBase {
  status: 'offline'
  reason: 'no_network'
}
/** No attempt is made to connect: by a setting, for want of a session, or because nobody started it. */
export interface Off extends StatusBase {
  status: 'off'
  reason: 'switched_off' | 'signed_out' | 'not_started'
}

export type ConnectionStatus = Connecting | Live | Delayed | Reconnecting | Offline | Off

type Told = ConnectionStatus extends infer S
  ? S extends ConnectionStatus
    ? Pick<S, 'status' | 'reason'>
    : never
  : never

const words: Record<ConnectionStatus['reason'], string> = {
  starting: 'Connecting to the server.',
  connected: 'Changes by others appear by themselves.',
  polling: 'Changes by others appear with a short delay.',
  connection_lost: 'The connection to the server was lost. Trying again.',
  no_connection: 'The live connection could not be opened. Trying again.',
  no_reply: 'The live connection opens but carries nothing. Trying again.',
  refused: 'The server ended the live connection. Trying again.',
  server_unreachable: 'The server cannot be reached. Trying again.',
  no_network: 'This device has no network connection.',
  switched_off: 'Live updates are switched off on the server.',
  signed_out: 'You are signed out.',
  not_started: 'Live updates have not been started.',
}

/** The status that a state of the connection shows. */
export function statusOf(state: ConnectionState): ConnectionStatus {
  const told = tell(state)
  const text = state.kind === 'switched_off' && state.offReason ? state.offReason : words[told.reason]
  return { ...told, words: text, lastUpdateAt: state.lastUpdateAt }
}

function tell(state: ConnectionState): Told {
  switch (state.kind) {
    case 'idle':
      return { status: 'off', reason: 'not_started' }
    case 'switched_off':
      return { status: 'off', reason: 'switched_off' }
    case 'signed_out':
      return { status: 'off', reason: 'signed_out' }
    case 'live':
      return { status: 'live', reason: 'connected' }
    case 'asking':
    case 'connecting':
    case 'lost':
    case 'checking':
    case 'waiting':
      if (!state.online) return { status: 'offline', reason: 'no_network' }
      if (state.trouble === null) return { status: 'connecting', reason: 'starting' }
      return { status: 'reconnecting', reason: state.trouble }
  }
}
