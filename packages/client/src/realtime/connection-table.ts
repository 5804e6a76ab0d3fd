/**
 * The transition table of the connection: every state × every event, so that the compiler names a missing
 * case. Read with the diagram in connection-state.ts; nothing else may decide a transition.
 */
import type { ConnectionKind, ConnectionState, TableEvent, Trouble } from './connection-state.ts'

type EventType = TableEvent['type']
type EventOf<T extends EventType> = Extract<TableEvent, { type: T }>
type Transition<T extends EventType> = (
  state: ConnectionState,
  event: EventOf<T>,
  now: number,
) => ConnectionState
type Row = { [T in EventType]: Transition<T> }

const stay = (state: ConnectionState) => state
const to = (kind: ConnectionKind) => (state: ConnectionState) => ({ ...state, kind })
const failed =
  (kind: ConnectionKind, trouble: Trouble) =>
  (state: ConnectionState): ConnectionState => ({ ...state, kind, trouble, failures: state.failures + 1 })
const start = (state: ConnectionState): ConnectionState => ({
  ...state,
  kind: 'asking',
  trouble: null,
  failures: 0,
})
const stop = (state: ConnectionState): ConnectionState => ({ ...start(state), kind: 'idle', offReason: null })
const connected: Transition<'connected'> = (state, _event, now) => ({
  ...state,
  kind: 'live',
  trouble: null,
  failures: 0,
  lastUpdateAt: now,
})
const switchedOff = (state: ConnectionState, event: EventOf<'info_off'>): ConnectionState => ({
  ...start(state),
  kind: 'switched_off',
  offReason: event.reason,
})
const attemptFailed: Transition<'attempt_failed'> = (state, event) => ({
  ...state,
  kind: 'lost',
  // A connection that was lost stays "lost" in words while the tries go on.
  trouble: state.trouble === 'connection_lost' ? state.trouble : event.trouble,
  failures: state.failures + 1,
})
const stillOff: Transition<'info_off'> = (state, event) =>
  state.offReason === event.reason ? state : switchedOff(state, event)
const switchedOn = (state: ConnectionState): ConnectionState => ({
  ...start(state),
  kind: 'connecting',
  offReason: null,
})
const signedOut = (state: ConnectionState): ConnectionState => ({ ...start(state), kind: 'signed_out' })

/** Where the SDK is not at work, nothing that it reports counts. */
const sdkAtRest = { connected: stay, dropped: stay, attempt_failed: stay, refused: stay }
const noSessionCheck = { session_ok: stay, session_gone: stay, session_unknown: stay }
const running = { start: stay, stop }

const rows: Record<ConnectionKind, Row> = {
  idle: {
    ...sdkAtRest,
    ...noSessionCheck,
    start,
    stop: stay,
    retry: stay,
    info_on: stay,
    info_off: stay,
    info_failed: stay,
  },
  asking: {
    ...sdkAtRest,
    ...noSessionCheck,
    ...running,
    retry: stay,
    info_on: to('connecting'),
    info_off: switchedOff,
    info_failed: failed('waiting', 'server_unreachable'),
  },
  connecting: {
    ...noSessionCheck,
    ...running,
    retry: stay,
    info_on: stay,
    info_off: switchedOff,
    info_failed: stay,
    connected,
    dropped: failed('lost', 'no_connection'),
    attempt_failed: attemptFailed,
    refused: failed('checking', 'refused'),
  },
  live: {
    ...noSessionCheck,
    ...running,
    retry: stay,
    info_on: stay,
    info_off: switchedOff,
    info_failed: stay,
    connected: stay,
    dropped: failed('lost', 'connection_lost'),
    attempt_failed: stay,
    refused: failed('checking', 'refused'),
  },
  lost: {
    ...noSessionCheck,
    ...running,
    retry: stay,
    info_on: stay,
    info_off: switchedOff,
    info_failed: stay,
    connected,
    dropped: stay,
    attempt_failed: attemptFailed,
    refused: failed('checking', 'refused'),
  },
  checking: {
    ...sdkAtRest,
    ...running,
    retry: stay,
    info_on: stay,
    info_off: switchedOff,
    info_failed: stay,
    session_ok: to('waiting'),
    session_gone: signedOut,
    session_unknown: to('waiting'),
  },
  waiting: {
    ...sdkAtRest,
    ...noSessionCheck,
    ...running,
    retry: to('asking'),
    info_on: stay,
    info_off: switchedOff,
    info_failed: stay,
  },
  switched_off: {
    ...sdkAtRest,
    ...noSessionCheck,
    ...running,
    retry: stay,
    info_on: switchedOn,
    info_off: stillOff,
    info_failed: stay,
  },
  signed_out: {
    ...sdkAtRest,
    ...running,
    retry: stay,
    info_on: stay,
    info_off: stay,
    info_failed: stay,
    session_ok: start,
    session_gone: stay,
    session_unknown: stay,
  },
}

/** Looks the transition up and makes it. */
export function table(state: ConnectionState, event: TableEvent, now: number): ConnectionState {
  const transition = rows[state.kind][event.type] as (
    state: ConnectionState,
    event: TableEvent,
    now: number,
  ) => ConnectionState
  return transition(state, event, now)
}
