/**
 * The life of the one realtime connection as a pure function (state, event, now) → state. It keeps no timer,
 * opens nothing and knows no SDK; `Realtime` does what `dutiesOf(state)` says.
 *
 *            start                info_on               connected
 *   idle ───────────▶ asking ───────────────▶ connecting ─────────▶ live
 *     ▲                │  ▲ ▲                      │                │ │
 *     │ stop           │  │ │ retry                │ attempt_failed │ │ dropped
 *   (any)    info_off  │  │ └──────── waiting      ▼                │ │
 *                      ▼  │ info_on      ▲        lost ◀────────────┼─┘   lost ── connected ──▶ live
 *                switched_off            │          │               │
 *                      ▲                 │ session_ok / _unknown    │
 *                      │ info_off        │          │ refused       │ refused
 *      (asking, connecting, live,     checking ◀────┴───────────────┘
 *       lost, checking, waiting)         │ session_gone
 *                                        ▼
 *                                   signed_out ── session_ok ──▶ asking
 *
 * `asking`: `GET /live` says which transports are on; no WebSocket is opened before it answered.
 * `connecting`, `lost`: the SDK tries, again and again, with its backoff. `checking`: the server ended the
 * connection for good (3500 …), so ask whether the session still stands. `waiting`: before asking again.
 * Whether the device has a network is beside this: it changes what is shown and hastens the next try.
 */
import { table } from './connection-table.ts'

export type ConnectionKind =
  | 'idle'
  | 'asking'
  | 'connecting'
  | 'live'
  | 'lost'
  | 'checking'
  | 'waiting'
  | 'switched_off'
  | 'signed_out'

/** Why the connection is not there; null until something went wrong. */
export type Trouble = 'connection_lost' | 'no_connection' | 'no_reply' | 'refused' | 'server_unreachable'

export interface ConnectionState {
  kind: ConnectionKind
  /** False while the device says that it has no network. */
  online: boolean
  trouble: Trouble | null
  /** Tries that failed since the connection last stood; the backoff of `waiting` grows with it. */
  failures: number
  /** What the server gave as the reason for being switched off, naming the setting. */
  offReason: string | null
  lastUpdateAt: number | null
}

export type ConnectionEvent =
  | { type: 'start' }
  | { type: 'stop' }
  /** The wait is over, or something makes a try worthwhile now. */
  | { type: 'retry' }
  /** `GET /live` answered with a transport that this client speaks. */
  | { type: 'info_on' }
  | { type: 'info_off'; reason: string | null }
  | { type: 'info_failed' }
  /** The server replied to the connect command: frames flow both ways. */
  | { type: 'connected' }
  /** The connection ended and the SDK will try again. */
  | { type: 'dropped' }
  /** A try of the SDK failed: the socket did not open, or opened and carried no reply. */
  | { type: 'attempt_failed'; trouble: Exclude<Trouble, 'connection_lost' | 'refused'> }
  /** The SDK gave up, because the server said so with a terminal code. */
  | { type: 'refused' }
  | { type: 'session_ok' }
  | { type: 'session_gone' }
  | { type: 'session_unknown' }
  | { type: 'network_down' }
  | { type: 'network_up' }
  /** Something came from the server: a frame, or a fresh snapshot by hand. */
  | { type: 'heard' }

/** The events that the table decides; the others are the same in every state. */
export type TableEvent = Exclude<ConnectionEvent, { type: 'network_down' | 'network_up' | 'heard' }>

/** The state before anything happened. */
export function initialState(online: boolean): ConnectionState {
  return { kind: 'idle', online, trouble: null, failures: 0, offReason: null, lastUpdateAt: null }
}

/** The state after an event at a time (Unix ms); the same object when nothing changes. */
export function nextState(state: ConnectionState, event: ConnectionEvent, now: number): ConnectionState {
  switch (event.type) {
    case 'network_down':
      return state.online ? { ...state, online: false } : state
    case 'network_up':
      return state.online ? state : { ...state, online: true }
    case 'heard':
      return state.lastUpdateAt === now ? state : { ...state, lastUpdateAt: now }
    default:
      return table(state, event, now)
  }
}

/** What is to be done while in a state. */
export interface Duties {
  /** The SDK shall be connected or trying to. */
  connect: boolean
  /** `GET /live` is to be asked at once, every so often, or not. */
  askInfo: 'now' | 'periodically' | 'no'
  checkSession: 'now' | 'periodically' | 'no'
  /** A `retry` event is due after a backoff. */
  retryLater: boolean
}

const rest: Duties = { connect: false, askInfo: 'no', checkSession: 'no', retryLater: false }
const duties: Record<ConnectionKind, Duties> = {
  idle: rest,
  asking: { ...rest, askInfo: 'now' },
  connecting: { ...rest, connect: true },
  live: { ...rest, connect: true },
  // Asked now and then, in case realtime was switched off and that is why it fails.
  lost: { ...rest, connect: true, askInfo: 'periodically' },
  checking: { ...rest, checkSession: 'now' },
  waiting: { ...rest, retryLater: true },
  switched_off: { ...rest, askInfo: 'periodically' },
  // Somebody may sign in again in another tab.
  signed_out: { ...rest, checkSession: 'periodically' },
}

/** What `Realtime` has to do while in this state. */
export function dutiesOf(state: ConnectionState): Duties {
  return duties[state.kind]
}
