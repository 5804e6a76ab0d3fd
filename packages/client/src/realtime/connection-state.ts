/**
 * The life of the one realtime connection as a pure function (state, event, now) → state. It keeps no timer,
 * opens nothing and knows no SDK; `Realtime` does what duties.ts says. Which transport is used is in ladder.ts.
 *
 *            start                info_on                 connected
 *   idle ───────────▶ asking ────────────────▶ connecting ─────────▶ live ◀─────────────┐
 *     ▲                ▲  ▲ ▲                   │  ▲   │ failed,      │ │ climb          │ nothing better,
 *     │ stop           │  │ │ failed, though    │  │   │ and a worse  │ ▼                │ or it works now
 *   (any)              │  │ │ nobody asked      │  │   ▼ one is left  │ looking ── info_on ──▶ climbing
 *                      │  │ └───────────────────┘  └───┘              │
 *                      │  │ retry               failed │              │ dropped          retry
 *                      │  └────── waiting ◀────────────┘              └─────────▶ lost ────────▶ connecting
 *                      │             ▲ session_ok / _unknown
 *                      │             │            refused
 *                      │          checking ◀──────────────── (connecting, live, looking, climbing)
 *                      │             │ session_gone
 *                      │             ▼
 *                      └─────── signed_out          (any but idle, signed_out) ── info_off ──▶ switched_off
 *                     session_ok                                       switched_off ── info_on ──▶ connecting
 *
 * `asking`: `GET /live` says which transports are on; none is tried before it answered. `connecting`: the present
 * rung is tried; when it fails though HTTP answered just before, the rung is to blame and the next one below is
 * tried at once, or, after the last, all of them again after `waiting`. `lost`: a connection that stood has ended;
 * the first try to get it back needs no question. `looking`, `climbing`: live all the while, it asks for a better
 * transport and tries it beside the present one. `checking`: the server ended the connection for good (3500 …), so
 * ask whether the session still stands. Whether the device has a network is beside this.
 */
import { table } from './connection-table.ts'
import { encourage, initialLadder, type Ladder, type Rung, type Trouble } from './ladder.ts'

export type ConnectionKind =
  | 'idle'
  | 'asking'
  | 'connecting'
  | 'live'
  | 'looking'
  | 'climbing'
  | 'lost'
  | 'checking'
  | 'waiting'
  | 'switched_off'
  | 'signed_out'

export interface ConnectionState {
  kind: ConnectionKind
  ladder: Ladder
  /** The better transport that is being tried while `climbing`; null otherwise. */
  trial: Rung | null
  /** HTTP answered after the connection ended: a transport that fails now fails by itself. */
  isVouched: boolean
  /** Answers come, but late: something on the way holds them back. */
  isLate: boolean
  /** The server says that changes by others reach it late. */
  behind: boolean
  /** False while the device says that it has no network. */
  online: boolean
  /** Why the connection is not there; null until something went wrong. */
  trouble: Trouble | null
  /** Tries that failed since the connection last stood; the backoff grows with it. */
  failures: number
  /** What the server gave as the reason for being switched off, naming the setting. */
  offReason: string | null
  /** The same for WebSockets alone. */
  websocketOffReason: string | null
  lastUpdateAt: number | null
}

export type ConnectionEvent =
  | { type: 'start' }
  | { type: 'stop' }
  /** The wait is over, or something makes a try worthwhile now. */
  | { type: 'retry' }
  /** `GET /live` answered with transports that this client speaks. */
  | { type: 'info_on'; transports: readonly Rung[]; websocketOffReason: string | null }
  | { type: 'info_off'; reason: string | null }
  | { type: 'info_failed' }
  /** The server replied to the connect command: frames flow both ways. */
  | { type: 'connected' }
  /** The connection ended. By the server's own word, the transport has no part in it. */
  | { type: 'dropped'; byServer: boolean }
  /** The try failed: nothing opened, or it opened and carried no reply. */
  | { type: 'attempt_failed'; trouble: 'no_connection' | 'no_reply' | 'server_unreachable' }
  /** The server ended the connection with a terminal code. */
  | { type: 'refused' }
  | { type: 'session_ok' }
  | { type: 'session_gone' }
  | { type: 'session_unknown' }
  /** It is time to look for a better transport. */
  | { type: 'climb' }
  | { type: 'trial_connected' }
  | { type: 'trial_failed' }
  /** The connection has stood for a while. */
  | { type: 'settled' }
  /** How promptly a question was answered over the present transport, or whether the server says that it is behind. */
  | { type: 'timed'; isLate?: boolean; behind?: boolean }
  | { type: 'network_down' }
  | { type: 'network_up' }
  /** Something came from the server: a frame, or a fresh snapshot by hand. */
  | { type: 'heard' }

/** The events that the table decides; the others are the same in every state. */
export type TableEvent = Exclude<ConnectionEvent, { type: 'network_down' | 'network_up' | 'heard' }>

/** The state before anything happened. */
export function initialState(
  online: boolean,
  spoken: readonly Rung[],
  remembered: Rung | null = null,
): ConnectionState {
  return {
    kind: 'idle',
    ladder: initialLadder(spoken, remembered),
    trial: null,
    isVouched: false,
    isLate: false,
    behind: false,
    online,
    trouble: null,
    failures: 0,
    offReason: null,
    websocketOffReason: null,
    lastUpdateAt: null,
  }
}

/** The state after an event at a time (Unix ms); the same object when nothing changes. */
export function nextState(state: ConnectionState, event: ConnectionEvent, now: number): ConnectionState {
  switch (event.type) {
    case 'network_down':
      // What stood on that network is gone, though it may take the socket half a minute to notice.
      return state.online
        ? { ...table(state, { type: 'dropped', byServer: true }, now), online: false }
        : state
    case 'network_up': {
      const ladder = encourage(state.ladder)
      return state.online && ladder === state.ladder ? state : { ...state, online: true, ladder }
    }
    case 'heard':
      return state.lastUpdateAt === now ? state : { ...state, lastUpdateAt: now }
    default:
      return table(state, event, now)
  }
}

/** A connection stands. */
export function isUp({ kind }: ConnectionState): boolean {
  return kind === 'live' || kind === 'looking' || kind === 'climbing'
}
