/**
 * What a person is told about the connection: a status, a machine-readable reason and one plain sentence.
 * Derived from the connection's state alone; decides nothing.
 */
import { type ConnectionState, isUp } from './connection-state.ts'
import type { Rung, Trouble } from './ladder.ts'

/** A better transport than the present one, and why it does not serve. */
export interface Fallback {
  transport: Rung
  /** `cannot_start`: the browser threw when a connection was to be held. */
  reason: Trouble | 'switched_off' | 'cannot_start'
}

interface StatusBase {
  /** One plain sentence for people, e.g. for a tooltip beside the status. */
  words: string
  /** Unix time in ms at which the server was last heard, so that what is on screen was current; null: never. */
  lastUpdateAt: number | null
  /** What carries the changes now; null while nothing does. */
  transport: Rung | null
  /** What would be better and does not work; null where nothing is amiss. */
  fallback: Fallback | null
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
/** Changes appear by themselves, some seconds late: asked for, held back, or more than the line carries at once. */
export interface Delayed extends StatusBase {
  status: 'delayed'
  reason: 'polling' | 'buffered' | 'catching_up'
}
/** Not connected and trying again, without end. */
export interface Reconnecting extends StatusBase {
  status: 'reconnecting'
  reason: Trouble
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
  polling: 'Changes by others appear within some seconds.',
  buffered: 'Something on the way holds changes by others back.',
  catching_up: 'Changes by others are on their way.',
  connection_lost: 'The connection to the server was lost. Trying again.',
  no_connection: 'The connection cannot be opened. Trying again.',
  no_reply: 'The connection carries nothing. Trying again.',
  refused: 'The server ended the connection. Trying again.',
  server_unreachable: 'The server cannot be reached. Trying again.',
  changing_transport: 'The server asks for another kind of connection.',
  no_network: 'This device has no network.',
  switched_off: 'Live updates are switched off.',
  signed_out: 'You are signed out.',
  not_started: 'Live updates are not started.',
}

const transportNames: Record<Rung, string> = {
  websocket: 'WebSockets',
  http_stream: 'HTTP streams',
  poll: 'Polling',
}

/** A status that needs no connection's state to be told. */
export function plainStatus(told: Told): ConnectionStatus {
  return { ...told, words: words[told.reason], lastUpdateAt: null, transport: null, fallback: null }
}

/** Changes are asked for, because no connection can be held at all: `cause` says what the browser threw. */
export function pollingBecause(cause: string): ConnectionStatus {
  return {
    ...plainStatus({ status: 'delayed', reason: 'polling' }),
    words: `${words.polling} (Live connections cannot be started in this browser: ${cause})`,
    transport: 'poll',
    fallback: { transport: 'websocket', reason: 'cannot_start' },
  }
}

/** Whether every channel that is followed has arrived at the present. */
export type Presentness = 'current' | 'behind' | 'not_yet'

/**
 * The status that a state of the connection shows. Nothing is called live before its channels stand: `not_yet` for a
 * beginning, `behind` for what lasts.
 */
export function statusOf(state: ConnectionState, presentness: Presentness = 'current'): ConnectionStatus {
  const told = presentness === 'current' || !isUp(state) ? tell(state) : laggingAs[presentness]
  const fallback = fallbackOf(state)
  return {
    ...told,
    words: wordsOf(state, told.reason, fallback),
    lastUpdateAt: state.lastUpdateAt,
    transport: isUp(state) ? state.ladder.rung : null,
    fallback,
  }
}

const laggingAs = {
  behind: { status: 'delayed', reason: 'catching_up' },
  not_yet: { status: 'connecting', reason: 'starting' },
} as const satisfies Record<string, Told>

/** A status that came from elsewhere, with the same correction for channels that do not stand. */
export function lagging(status: ConnectionStatus, presentness: Presentness): ConnectionStatus {
  if (presentness === 'current' || status.status !== 'live') return status
  const told = laggingAs[presentness]
  return { ...status, ...told, words: words[told.reason] }
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
    case 'looking':
    case 'climbing':
      if (state.ladder.rung === 'poll') return { status: 'delayed', reason: 'polling' }
      if (state.behind) return laggingAs.behind
      if (state.isLate) return { status: 'delayed', reason: 'buffered' }
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

function fallbackOf(state: ConnectionState): Fallback | null {
  const { ladder } = state
  if (!isUp(state) || ladder.rung === 'websocket') return null
  if (ladder.fallen) return { transport: ladder.fallen.rung, reason: ladder.fallen.trouble }
  return state.websocketOffReason ? { transport: 'websocket', reason: 'switched_off' } : null
}

function wordsOf(state: ConnectionState, reason: Told['reason'], fallback: Fallback | null): string {
  if (state.kind === 'switched_off' && state.offReason) return state.offReason
  if (!fallback || reason === 'buffered' || reason === 'catching_up') return words[reason]
  const isOff = fallback.reason === 'switched_off'
  const why = isOff ? `are switched off: ${state.websocketOffReason}` : 'do not get through from here'
  return `${words[reason]} (${transportNames[fallback.transport]} ${why}.)`
}
