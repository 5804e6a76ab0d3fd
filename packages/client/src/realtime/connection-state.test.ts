import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ConnectionEvent,
  type ConnectionKind,
  type ConnectionState,
  dutiesOf,
  initialState,
  nextState,
} from './connection-state.ts'
import { statusOf } from './connection-status.ts'

const kinds = [
  'idle',
  'asking',
  'connecting',
  'live',
  'lost',
  'checking',
  'waiting',
  'switched_off',
  'signed_out',
] as const satisfies ConnectionKind[]

const events = {
  start: { type: 'start' },
  stop: { type: 'stop' },
  retry: { type: 'retry' },
  info_on: { type: 'info_on' },
  info_off: { type: 'info_off', reason: 'COPYDESK_TRANSPORTS is none' },
  info_failed: { type: 'info_failed' },
  connected: { type: 'connected' },
  dropped: { type: 'dropped' },
  attempt_failed: { type: 'attempt_failed', trouble: 'no_connection' },
  refused: { type: 'refused' },
  session_ok: { type: 'session_ok' },
  session_gone: { type: 'session_gone' },
  session_unknown: { type: 'session_unknown' },
  network_down: { type: 'network_down' },
  network_up: { type: 'network_up' },
  heard: { type: 'heard' },
} as const satisfies { [T in ConnectionEvent['type']]: ConnectionEvent & { type: T } }

/** Where each event leads from each state; a dot stays. Columns in the order of `kinds`. */
const expected: Record<ConnectionEvent['type'], string> = {
  //                idle    asking       connecting   live         lost         checking     waiting      switched_off signed_out
  start:
    '          asking  .            .            .            .            .            .            .            .',
  stop: '           .       idle         idle         idle         idle         idle         idle         idle         idle',
  retry:
    '          .       .            .            .            .            .            asking       .            .',
  info_on:
    '        .       connecting   .            .            .            .            .            connecting   .',
  info_off:
    '       .       switched_off switched_off switched_off switched_off switched_off switched_off .            .',
  info_failed:
    '    .       waiting      .            .            .            .            .            .            .',
  connected:
    '      .       .            live         .            live         .            .            .            .',
  dropped:
    '        .       .            lost         lost         .            .            .            .            .',
  attempt_failed:
    ' .       .            lost         .            .            .            .            .            .',
  refused:
    '        .       .            checking     checking     checking     .            .            .            .',
  session_ok:
    '     .       .            .            .            .            waiting      .            .            asking',
  session_gone:
    '   .       .            .            .            .            signed_out   .            .            .',
  session_unknown:
    '.       .            .            .            .            waiting      .            .            .',
  network_down:
    '   .       .            .            .            .            .            .            .            .',
  network_up:
    '     .       .            .            .            .            .            .            .            .',
  heard:
    '          .       .            .            .            .            .            .            .            .',
}

const at = (kind: ConnectionKind): ConnectionState => ({ ...initialState(true), kind })
const anyEvent = fc.constantFrom<ConnectionEvent>(...Object.values(events), {
  type: 'attempt_failed',
  trouble: 'no_reply',
})
const runs = { seed: 42, numRuns: 1000 }

describe('the transition table', () => {
  for (const [type, columns] of Object.entries(expected) as [ConnectionEvent['type'], string][]) {
    const targets = columns.trim().split(/\s+/)
    it.each(kinds.map((kind, index) => [kind, targets[index]] as const))(
      `${type} in %s → %s`,
      (kind, target) => {
        expect(nextState(at(kind), events[type], 1).kind).toBe(target === '.' ? kind : target)
      },
    )
  }
})

describe('the connection, whatever happens', () => {
  const reached = (happened: readonly ConnectionEvent[]): ConnectionState =>
    happened.reduce((state, event, index) => nextState(state, event, index), initialState(true))

  it('never opens a socket before the server said that WebSockets are on', () => {
    const withoutInfo = anyEvent.filter((event) => event.type !== 'info_on')
    fc.assert(
      fc.property(fc.array(withoutInfo, { maxLength: 60, size: 'max' }), (happened) => {
        expect(dutiesOf(reached(happened)).connect).toBe(false)
      }),
      runs,
    )
  })

  it('never gives up: unless it was stopped there is always a next step', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60, size: 'max' }), (happened) => {
        const state = reached([{ type: 'start' }, ...happened.filter((event) => event.type !== 'stop')])
        const { connect, askInfo, checkSession, retryLater } = dutiesOf(state)
        expect(connect || askInfo !== 'no' || checkSession !== 'no' || retryLater).toBe(true)
      }),
      runs,
    )
  })

  it('shows live exactly while the server was heard to reply and nothing ended it', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60, size: 'max' }), (happened) => {
        const state = reached(happened)
        const ending = ['stop', 'dropped', 'refused', 'info_off']
        const last = happened.findLast((event) => [...ending, 'connected'].includes(event.type))
        if (state.kind === 'live') expect(last?.type).toBe('connected')
        expect(statusOf(state).status === 'live').toBe(state.kind === 'live')
      }),
      runs,
    )
  })

  it('forgets failures once connected', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60, size: 'max' }), (happened) => {
        const state = reached(happened)
        if (state.kind !== 'live') return
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
  const told = (...happened: ConnectionEvent[]) => {
    const { status, reason } = statusOf(
      happened.reduce((state, event) => nextState(state, event, 7), initialState(true)),
    )
    return `${status}: ${reason}`
  }
  const { start, info_on, connected, dropped, refused } = events

  it.each([
    ['off: not_started', []],
    ['connecting: starting', [start]],
    ['connecting: starting', [start, info_on]],
    ['live: connected', [start, info_on, connected]],
    ['reconnecting: connection_lost', [start, info_on, connected, dropped]],
    ['reconnecting: connection_lost', [start, info_on, connected, dropped, events.attempt_failed]],
    ['reconnecting: no_connection', [start, info_on, events.attempt_failed]],
    ['reconnecting: no_reply', [start, info_on, { type: 'attempt_failed', trouble: 'no_reply' }]],
    ['reconnecting: refused', [start, info_on, connected, refused]],
    ['reconnecting: refused', [start, info_on, connected, refused, events.session_ok, events.retry]],
    ['off: signed_out', [start, info_on, connected, refused, events.session_gone]],
    ['reconnecting: server_unreachable', [start, events.info_failed]],
    ['off: switched_off', [start, events.info_off]],
    ['offline: no_network', [start, info_on, connected, dropped, events.network_down]],
    [
      'reconnecting: connection_lost',
      [start, info_on, connected, dropped, events.network_down, events.network_up],
    ],
    ['live: connected', [start, info_on, connected, dropped, connected]],
  ] as [string, ConnectionEvent[]][])('%s', (expectedStatus, happened) => {
    expect(told(...happened)).toBe(expectedStatus)
  })

  it('says in the words of the server which setting switched it off', () => {
    const state = [events.start, events.info_off].reduce(
      (s, event) => nextState(s, event, 0),
      initialState(true),
    )
    expect(statusOf(state).words).toBe('COPYDESK_TRANSPORTS is none')
  })

  it('tells when the server was last heard', () => {
    const live = [start, info_on, connected].reduce((s, event) => nextState(s, event, 5), initialState(true))
    expect(statusOf(nextState(live, dropped, 9)).lastUpdateAt).toBe(5)
    expect(statusOf(nextState(live, events.heard, 8)).lastUpdateAt).toBe(8)
  })
})

function sameValues(a: ConnectionState, b: ConnectionState): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
