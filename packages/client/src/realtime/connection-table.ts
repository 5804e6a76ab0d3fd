/**
 * The transition table of the connection: every state × every event, so that the compiler names a missing
 * case. Read with the diagram in connection-state.ts; nothing else may decide a transition.
 */
import type { ConnectionKind, ConnectionState, TableEvent } from './connection-state.ts'
import { blame, climbed, isBetter, nextAbove, offer, prove, settle, type Trouble } from './ladder.ts'

type EventType = TableEvent['type']
type EventOf<T extends EventType> = Extract<TableEvent, { type: T }>
type Transition<T extends EventType> = (
  state: ConnectionState,
  event: EventOf<T>,
  now: number,
) => ConnectionState
type Row = { [T in EventType]: Transition<T> }

const stay = (state: ConnectionState) => state
const to =
  (kind: ConnectionKind) =>
  (state: ConnectionState): ConnectionState => ({ ...state, kind })
const failed =
  (kind: ConnectionKind, trouble: Trouble) =>
  (state: ConnectionState): ConnectionState => ({
    ...state,
    kind,
    trouble,
    trial: null,
    isLate: false,
    isVouched: false,
    failures: state.failures + 1,
  })
const start = (state: ConnectionState): ConnectionState => ({
  ...state,
  kind: 'asking',
  trial: null,
  isLate: false,
  isVouched: false,
  trouble: null,
  failures: 0,
})
const stop = (state: ConnectionState): ConnectionState => ({ ...start(state), kind: 'idle', offReason: null })
const signedOut = (state: ConnectionState): ConnectionState => ({ ...start(state), kind: 'signed_out' })

const offered: Transition<'info_on'> = (state, { transports, websocketOffReason }) => {
  const ladder = offer(state.ladder, transports)
  if (ladder === state.ladder && websocketOffReason === state.websocketOffReason) return state
  return { ...state, ladder, websocketOffReason }
}
const switchedOn: Transition<'info_on'> = (state, event, now) => ({
  ...offered(state, event, now),
  kind: 'connecting',
  isVouched: true,
  offReason: null,
})
/** For a connection that stands: the transport that carries it may be offered no longer. */
const reoffered =
  (otherwise: (state: ConnectionState) => ConnectionState): Transition<'info_on'> =>
  (state, event, now) => {
    const next = offered(state, event, now)
    if (next.ladder.rung === state.ladder.rung) return otherwise(next)
    return failed('lost', 'changing_transport')(next)
  }
const switchedOff = (state: ConnectionState, event: EventOf<'info_off'>): ConnectionState => ({
  ...start(state),
  kind: 'switched_off',
  offReason: event.reason,
})
const stillOff: Transition<'info_off'> = (state, event) =>
  state.offReason === event.reason ? state : switchedOff(state, event)

const connected: Transition<'connected'> = (state, _event, now) => ({
  ...state,
  kind: 'live',
  ladder: prove(state.ladder),
  behind: false,
  trouble: null,
  failures: 0,
  lastUpdateAt: now,
})
/** Ends that come again and again without a word from the server speak against the transport. */
const dropped: Transition<'dropped'> = (state, { byServer }) => {
  const next = failed('lost', 'connection_lost')(state)
  return byServer ? next : { ...next, ladder: blame(state.ladder, 'connection_lost') }
}
const attemptFailed: Transition<'attempt_failed'> = (state, { trouble }) => {
  // Without an answer over HTTP it cannot be told whether the transport fails or the server.
  if (!state.isVouched) return { ...state, kind: 'asking' }
  const ladder = blame(state.ladder, trouble)
  if (isBetter(state.ladder.rung, ladder.rung)) return { ...state, ladder }
  // A connection that was lost stays "lost" in words while the tries go on.
  const words = state.trouble === 'connection_lost' ? state.trouble : trouble
  return { ...failed('waiting', words)(state), ladder }
}
/** The session stands, so something on the way keeps it from the server: a reason to use another transport. */
const sessionStands = (state: ConnectionState): ConnectionState => ({
  ...state,
  kind: 'waiting',
  ladder: blame(state.ladder, 'refused'),
})

const climbOn = (state: ConnectionState): ConnectionState => {
  const trial = nextAbove(state.ladder, state.trial)
  if (trial) return { ...state, kind: 'climbing', trial }
  return { ...state, kind: 'live', trial: null, ladder: climbed(state.ladder, null) }
}
const abandonTakenAway = (state: ConnectionState): ConnectionState =>
  state.trial && state.ladder.offered.includes(state.trial) ? state : climbOn(state)
const trialConnected: Transition<'trial_connected'> = (state, _event, now) => ({
  ...state,
  kind: 'live',
  trial: null,
  isLate: false,
  behind: false,
  ladder: climbed(state.ladder, state.trial),
  lastUpdateAt: now,
})
const settled = (state: ConnectionState): ConnectionState => {
  const ladder = settle(state.ladder)
  return ladder === state.ladder ? state : { ...state, ladder }
}
const timed: Transition<'timed'> = (state, { isLate = state.isLate, behind = state.behind }) =>
  state.isLate === isLate && state.behind === behind ? state : { ...state, isLate, behind }

/** The default of every state: neither reports of links nor answers about the session change it. */
const usual: Row = {
  start: stay,
  stop,
  retry: stay,
  info_on: offered,
  info_off: switchedOff,
  info_failed: stay,
  connected: stay,
  dropped: stay,
  attempt_failed: stay,
  refused: stay,
  session_ok: stay,
  session_gone: stay,
  session_unknown: stay,
  climb: stay,
  trial_connected: stay,
  trial_failed: stay,
  settled: stay,
  timed: stay,
}
const refused = failed('checking', 'refused')
/** A connection that stands can end, and proves itself by and by. */
const up: Row = { ...usual, dropped, refused, settled, timed }

const rows: Record<ConnectionKind, Row> = {
  idle: { ...usual, start, stop: stay, info_on: stay, info_off: stay },
  asking: {
    ...usual,
    info_on: switchedOn,
    info_failed: failed('waiting', 'server_unreachable'),
  },
  connecting: {
    ...usual,
    connected,
    attempt_failed: attemptFailed,
    refused,
  },
  live: { ...up, info_on: reoffered(stay), climb: to('looking') },
  looking: { ...up, info_on: reoffered(climbOn), info_failed: climbOn },
  climbing: {
    ...up,
    info_on: reoffered(abandonTakenAway),
    trial_connected: trialConnected,
    trial_failed: climbOn,
  },
  lost: { ...usual, retry: to('connecting') },
  checking: {
    ...usual,
    session_ok: sessionStands,
    session_gone: signedOut,
    session_unknown: to('waiting'),
  },
  waiting: { ...usual, retry: to('asking') },
  switched_off: {
    ...usual,
    info_on: switchedOn,
    info_off: stillOff,
  },
  signed_out: { ...usual, info_on: stay, info_off: stay, session_ok: start },
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
