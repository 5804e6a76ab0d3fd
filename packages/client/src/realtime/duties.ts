/**
 * What is to be done while the connection is in a state: which links are open, what is asked, and which timers
 * run. Pure; `Realtime` carries it out.
 */
import { fullJitterMs } from './clock.ts'
import { type ConnectionEvent, type ConnectionState, isUp } from './connection-state.ts'
import { isBelowTop, type Rung } from './ladder.ts'

export interface Duties {
  /** The link of the ladder's rung shall be connected, or trying to. */
  connect: boolean
  /** The link to try beside it. */
  trial: Rung | null
  /** A question that this state waits for an answer to. */
  ask: 'info' | 'session' | null
}

/** A timer that belongs to a state. It runs on while its key stays, and starts anew with another key. */
export interface Timer {
  key: string
  delayMs: number
  /** The time between its rings; absent for a timer that rings once. */
  everyMs?: number
  /** What happens then: an event, or something to do. */
  due: ConnectionEvent | 'ask_info' | 'ask_session' | 'measure'
}

export interface Pace {
  /** The first reconnect waits up to twice this long. */
  minReconnectDelayMs: number
  maxReconnectDelayMs: number
  /** How often to ask again whether live updates were switched on, or somebody signed in. */
  askEveryMs: number
}

/** The longer wait while the device says that it has no network: it tells when it has one again. */
const offlineMs = 5_000
/** How long a connection stands before its transport counts as reliable here. */
export const settleMs = 60_000
/** The first climb and the longest time between two. */
export const climbMs = { first: 30_000, max: 600_000 }
/** After good news, a climb comes within this time; not at once, as the news comes to everybody. */
const eagerClimbMs = 2_000
/** When the promptness of an HTTP stream is measured: after the rush of the beginning, and how often from then. */
const measureMs = { first: 1_000, every: 30_000 }

/** What is open and what is asked in this state. */
export function dutiesOf(state: ConnectionState): Duties {
  const { kind, trial } = state
  return { connect: kind === 'connecting' || isUp(state), trial, ask: questionOf(kind) }
}

function questionOf(kind: ConnectionState['kind']): Duties['ask'] {
  if (kind === 'asking' || kind === 'looking') return 'info'
  return kind === 'checking' ? 'session' : null
}

/**
 * The timers of a state. Delays are drawn here, with jitter, as clients that were cut off together must not do
 * anything together.
 */
export function timersOf(state: ConnectionState, pace: Pace, random: () => number): Timer[] {
  const { kind, ladder, failures } = state
  const timers: Timer[] = []
  if (kind === 'waiting' || kind === 'lost') {
    const { minReconnectDelayMs, maxReconnectDelayMs } = pace
    const jitterMs = fullJitterMs(failures - 1, minReconnectDelayMs, maxReconnectDelayMs, random)
    const delayMs = jitterMs + (state.online ? 0 : offlineMs)
    timers.push({ key: `retry ${failures}`, delayMs, due: { type: 'retry' } })
  }
  const askMs = Math.round(pace.askEveryMs * (0.9 + 0.1 * random()))
  const again = { delayMs: askMs, everyMs: askMs }
  if (kind === 'switched_off') timers.push({ key: 'info', ...again, due: 'ask_info' })
  if (kind === 'signed_out') timers.push({ key: 'session', ...again, due: 'ask_session' })
  if (!isUp(state)) return timers
  timers.push({ key: `settle ${ladder.rung}`, delayMs: settleMs, due: { type: 'settled' } })
  if (kind === 'live' && isBelowTop(ladder)) {
    const regularMs = Math.min(climbMs.max, climbMs.first * 2 ** Math.min(ladder.climbs, 20))
    const delayMs = ladder.isEager ? eagerClimbMs * random() : regularMs * (0.8 + 0.4 * random())
    timers.push({ key: `climb ${ladder.climbs} ${ladder.isEager}`, delayMs, due: { type: 'climb' } })
  }
  if (ladder.rung === 'http_stream') {
    timers.push({ key: 'measure', delayMs: measureMs.first, everyMs: measureMs.every, due: 'measure' })
  }
  return timers
}
