/**
 * The life of a connection: its table by examples, at random, and in the words that are shown. One file above 300
 * lines, as all three walk through the same states.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ConnectionEvent,
  type ConnectionKind,
  type ConnectionState,
  initialState,
  isUp,
  nextState,
} from './connection-state.ts'
import { statusOf } from './connection-status.ts'
import { dutiesOf, timersOf } from './duties.ts'
import { type Rung, rungs } from './ladder.ts'

const kinds = [
  'idle',
  'asking',
  'connecting',
  'live',
  'looking',
  'climbing',
  'lost',
  'checking',
  'waiting',
  'switched_off',
  'signed_out',
] as const satisfies ConnectionKind[]

const infoOn = (...transports: Rung[]): ConnectionEvent & { type: 'info_on' } => ({
  type: 'info_on',
  transports,
  websocketOffReason: null,
})
const events = {
  start: { type: 'start' },
  stop: { type: 'stop' },
  retry: { type: 'retry' },
  info_on: infoOn(...rungs),
  info_off: { type: 'info_off', reason: 'COPYDESK_TRANSPORTS is none' },
  info_failed: { type: 'info_failed' },
  connected: { type: 'connected' },
  dropped: { type: 'dropped', byServer: false },
  attempt_failed: { type: 'attempt_failed', trouble: 'no_connection' },
  refused: { type: 'refused' },
  session_ok: { type: 'session_ok' },
  session_gone: { type: 'session_gone' },
  session_unknown: { type: 'session_unknown' },
  climb: { type: 'climb' },
  trial_connected: { type: 'trial_connected' },
  trial_failed: { type: 'trial_failed' },
  settled: { type: 'settled' },
  timed: { type: 'timed', isLate: true },
  network_down: { type: 'network_down' },
  network_up: { type: 'network_up' },
  heard: { type: 'heard' },
} as const satisfies { [T in ConnectionEvent['type']]: ConnectionEvent & { type: T } }

/** Where each event leads from each state, polling being the rung; a dot stays. One column for each of `kinds`. */
const expected = `
                asking connecting live     looking  climbing lost       checking waiting switched_off signed_out
start           .      .          .        .        .        .          .        .       .            .
stop            idle   idle       idle     idle     idle     idle       idle     idle    idle         idle
retry           .      .          .        .        .        connecting .        asking  .            .
info_on         conn.. .          .        climbing .        .          .        .       conn..       .
info_off        off    off        off      off      off      off        off      off     .            .
info_failed     wait.. .          .        climbing .        .          .        .       .            .
connected       .      live       .        .        .        .          .        .       .            .
dropped         .      .          lost     lost     lost     .          .        .       .            .
attempt_failed  .      waiting    .        .        .        .          .        .       .            .
refused         .      checking   checking checking checking .          .        .       .            .
session_ok      .      .          .        .        .        .          waiting  .       .            asking
session_gone    .      .          .        .        .        .          out      .       .            .
session_unknown .      .          .        .        .        .          waiting  .       .            .
climb           .      .          looking  .        .        .          .        .       .            .
trial_connected .      .          .        .        live     .          .        .       .            .
trial_failed    .      .          .        .        live     .          .        .       .            .
settled         .      .          .        .        .        .          .        .       .            .
timed           .      .          .        .        .        .          .        .       .            .
network_down    .      .          lost     lost     lost     .          .        .       .            .
network_up      .      .          .        .        .        .          .        .       .            .
heard           .      .          .        .        .        .          .        .       .            .
`
const shortened: Record<string, ConnectionKind> = {
  'conn..': 'connecting',
  'wait..': 'waiting',
  off: 'switched_off',
  out: 'signed_out',
}

const fresh = initialState(true, rungs)
const at = (kind: ConnectionKind, rung: Rung = 'poll'): ConnectionState => ({
  ...fresh,
  kind,
  isVouched: true,
  trial: kind === 'climbing' ? 'http_stream' : null,
  ladder: { ...fresh.ladder, offered: rungs, rung },
})
const run = (...happened: ConnectionEvent[]) =>
  happened.reduce((state, event) => nextState(state, event, 7), fresh)
const anyEvent = fc.constantFrom<ConnectionEvent>(
  ...Object.values(events),
  infoOn('websocket'),
  infoOn('http_stream', 'poll'),
  { type: 'attempt_failed', trouble: 'no_reply' },
  { type: 'dropped', byServer: true },
  { type: 'timed', isLate: false },
)
const anyLife = fc.array(anyEvent, { maxLength: 80, size: 'max' })
const runs = { seed: 42, numRuns: 1000 }

describe('the transition table', () => {
  const [, ...lines] = expected.trim().split('\n')
  const told = new Map(lines.map((line) => [line.split(/\s+/)[0], line.trim().split(/\s+/).slice(1)]))

  it('covers every event', () => {
    expect([...told.keys()].sort()).toEqual(Object.keys(events).sort())
  })

  it.each(Object.entries(events))('leads by %s where it should', (type, event) => {
    const targets = told.get(type) ?? []
    expect(targets).toHaveLength(kinds.length - 1)
    const reached = kinds.map((kind) => nextState(at(kind), event, 1).kind)
    const wanted = kinds.map((kind, index) => {
      // What is idle only starts.
      if (kind === 'idle') return type === 'start' ? 'asking' : 'idle'
      const target = targets[index - 1] ?? ''
      return target === '.' ? kind : (shortened[target] ?? target)
    })
    expect(reached).toEqual(wanted)
  })

  it('tries the next worse transport at once when one fails though HTTP answers', () => {
    const failed = nextState(at('connecting', 'websocket'), events.attempt_failed, 1)
    expect(failed).toMatchObject({ kind: 'connecting', ladder: { rung: 'http_stream' } })
    expect(nextState(failed, events.attempt_failed, 1)).toMatchObject({ ladder: { rung: 'poll' } })
  })

  it('asks first whether the server is there when nothing vouches for that', () => {
    const failed = nextState({ ...at('connecting', 'websocket'), isVouched: false }, events.attempt_failed, 1)
    expect(failed).toMatchObject({ kind: 'asking', ladder: { rung: 'websocket' } })
  })

  it('changes over when its transport is switched off', () => {
    for (const kind of ['live', 'looking', 'climbing'] as const) {
      const changed = nextState(at(kind, 'websocket'), infoOn('http_stream'), 1)
      expect(changed).toMatchObject({ kind: 'lost', trouble: 'changing_transport', trial: null })
      expect(changed.ladder.rung).toBe('http_stream')
    }
    expect(nextState(at('climbing'), infoOn('poll'), 1)).toMatchObject({ kind: 'live', trial: null })
    expect(nextState(at('connecting', 'websocket'), infoOn('poll'), 1)).toMatchObject({
      kind: 'connecting',
      ladder: { rung: 'poll' },
    })
  })

  it('tries each better transport in turn while climbing, and stays where it is when none works', () => {
    const looking = at('looking')
    const first = nextState(looking, events.info_on, 1)
    expect(first.trial).toBe('websocket')
    const second = nextState(first, events.trial_failed, 1)
    expect(second).toMatchObject({ kind: 'climbing', trial: 'http_stream' })
    expect(nextState(second, events.trial_failed, 1)).toMatchObject({
      kind: 'live',
      trial: null,
      ladder: { rung: 'poll', climbs: 1 },
    })
    expect(nextState(second, events.trial_connected, 1)).toMatchObject({
      kind: 'live',
      trial: null,
      ladder: { rung: 'http_stream' },
    })
  })
})

describe('the connection, whatever happens', () => {
  it('opens nothing before the server said what is on', () => {
    const withoutInfo = anyLife.map((life) => life.filter((event) => event.type !== 'info_on'))
    fc.assert(
      fc.property(withoutInfo, (happened) => {
        expect(dutiesOf(run(...happened)).connect).toBe(false)
      }),
      runs,
    )
  })

  it('uses only what the server offers', () => {
    fc.assert(
      fc.property(anyLife, (happened) => {
        const state = run(...happened)
        if (state.ladder.offered.length > 0) expect(state.ladder.offered).toContain(state.ladder.rung)
        if (state.trial) expect(state.ladder.offered).toContain(state.trial)
        expect(state.trial !== null).toBe(state.kind === 'climbing')
        if (state.trial) expect(state.trial).not.toBe(state.ladder.rung)
      }),
      runs,
    )
  })

  it('never gives up: unless it was stopped there is always a next step', () => {
    const pace = { minReconnectDelayMs: 500, maxReconnectDelayMs: 20_000, askEveryMs: 30_000 }
    fc.assert(
      fc.property(anyLife, (happened) => {
        const state = run(events.start, ...happened.filter((event) => event.type !== 'stop'))
        const { connect, ask } = dutiesOf(state)
        const timers = timersOf(state, pace, () => 0.5)
        expect(connect || ask !== null || timers.length > 0).toBe(true)
        for (const timer of timers) expect(timer.delayMs).toBeLessThanOrEqual(720_000)
        // Where a better transport is known of, it is tried again one day.
        const climbs = timers.some((timer) => timer.key.startsWith('climb'))
        if (state.kind === 'live') expect(climbs).toBe(state.ladder.rung !== 'websocket')
      }),
      runs,
    )
  })

  it('is up exactly while the server was heard to reply and nothing ended it', () => {
    const ending = ['stop', 'dropped', 'refused', 'info_off', 'network_down']
    fc.assert(
      fc.property(anyLife, (happened) => {
        const state = run(...happened)
        const { status } = statusOf(state)
        expect(status === 'live' || status === 'delayed').toBe(isUp(state))
        if (!isUp(state)) return
        const last = happened.findLast((event) => [...ending, 'connected'].includes(event.type))
        const isHarmless = last?.type === 'network_down' || last?.type === 'connected'
        expect(isHarmless).toBe(true)
      }),
      runs,
    )
  })

  it('forgets failures once connected', () => {
    fc.assert(
      fc.property(anyLife, (happened) => {
        const state = run(...happened)
        if (!isUp(state)) return
        expect(state.failures).toBe(0)
        expect(state.trouble).toBeNull()
      }),
      runs,
    )
  })

  it('gives the same object back when an event changes nothing', () => {
    for (const kind of kinds) {
      for (const event of Object.values(events)) {
        const state = at(kind)
        const next = nextState(state, event, 1)
        if (event.type !== 'heard') expect(next === state || !sameValues(next, state)).toBe(true)
      }
    }
  })
})

describe('what is shown', () => {
  const { start, info_on, connected, dropped, refused, attempt_failed } = events
  const told = (...happened: ConnectionEvent[]) => {
    const { status, reason } = statusOf(run(...happened))
    return `${status}: ${reason}`
  }
  const only = infoOn('websocket')
  const behind: ConnectionEvent = { type: 'timed', behind: true }

  it.each([
    ['off: not_started', []],
    ['connecting: starting', [start]],
    ['connecting: starting', [start, info_on]],
    ['live: connected', [start, info_on, connected]],
    ['reconnecting: connection_lost', [start, info_on, connected, dropped]],
    ['reconnecting: connection_lost', [start, only, connected, dropped, events.retry, attempt_failed]],
    ['connecting: starting', [start, info_on, attempt_failed]],
    ['live: connected', [start, info_on, attempt_failed, connected]],
    ['delayed: buffered', [start, info_on, attempt_failed, connected, events.timed]],
    ['delayed: catching_up', [start, info_on, connected, behind]],
    [
      'delayed: catching_up',
      [start, info_on, attempt_failed, connected, behind, { type: 'timed', isLate: false }],
    ],
    ['live: connected', [start, info_on, connected, behind, { type: 'timed', behind: false }]],
    ['live: connected', [start, info_on, connected, behind, dropped, events.retry, connected]],
    ['delayed: polling', [start, info_on, attempt_failed, attempt_failed, connected]],
    ['reconnecting: no_connection', [start, info_on, attempt_failed, attempt_failed, attempt_failed]],
    ['reconnecting: no_connection', [start, only, attempt_failed]],
    ['reconnecting: no_reply', [start, only, { type: 'attempt_failed', trouble: 'no_reply' }]],
    ['reconnecting: refused', [start, info_on, connected, refused]],
    ['reconnecting: refused', [start, info_on, connected, refused, events.session_ok, events.retry]],
    ['reconnecting: changing_transport', [start, info_on, connected, infoOn('poll')]],
    ['off: signed_out', [start, info_on, connected, refused, events.session_gone]],
    ['reconnecting: server_unreachable', [start, events.info_failed]],
    ['off: switched_off', [start, events.info_off]],
    ['offline: no_network', [start, info_on, connected, events.network_down]],
    ['reconnecting: connection_lost', [start, info_on, connected, events.network_down, events.network_up]],
    ['live: connected', [start, info_on, connected, dropped, events.retry, connected]],
  ] as [string, ConnectionEvent[]][])('%s', (expectedStatus, happened) => {
    expect(told(...happened)).toBe(expectedStatus)
  })

  it('says in the words of the server which setting switched it off', () => {
    expect(statusOf(run(start, events.info_off)).words).toBe('COPYDESK_TRANSPORTS is none')
  })

  it('says what carries the changes, and what would be better', () => {
    expect(statusOf(run(start, info_on, connected))).toMatchObject({ transport: 'websocket', fallback: null })
    expect(statusOf(run(start, info_on, attempt_failed, connected))).toMatchObject({
      transport: 'http_stream',
      fallback: { transport: 'websocket', reason: 'no_connection' },
      words: 'Changes by others appear by themselves. (WebSockets do not get through from here.)',
    })
    const without = { ...infoOn('http_stream'), websocketOffReason: 'COPYDESK_WEBSOCKETS_ENABLED is false' }
    const off = statusOf(run(start, without, connected))
    expect(off.fallback).toEqual({ transport: 'websocket', reason: 'switched_off' })
    expect(off.words).toContain('COPYDESK_WEBSOCKETS_ENABLED is false')
    expect(statusOf(run(start, info_on))).toMatchObject({ transport: null, fallback: null })
  })

  it('tells when the server was last heard', () => {
    const live = [start, info_on, connected].reduce((s, event) => nextState(s, event, 5), fresh)
    expect(statusOf(nextState(live, dropped, 9)).lastUpdateAt).toBe(5)
    expect(statusOf(nextState(live, events.heard, 8)).lastUpdateAt).toBe(8)
  })
})

function sameValues(a: ConnectionState, b: ConnectionState): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
