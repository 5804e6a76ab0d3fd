import { createHub, createMemoryBroker, createMemoryJournal, type HubStats } from '@copydesk/hub'
import { expect, it, onTestFinished } from 'vitest'
import { hubMetrics } from './hub-metrics.ts'

function start(seen: Partial<HubStats>) {
  const hub = createHub({
    journal: createMemoryJournal(),
    broker: createMemoryBroker(),
    authenticate: async () => ({ ok: false, reason: 'denied', message: 'nobody' }),
    authorize: async () => ({ ok: true }),
    rulesFor: () => undefined,
    isOriginAllowed: () => true,
  })
  onTestFinished(() => hub.close())
  const stats = () => ({ ...hub.stats(), ...seen })
  return hubMetrics({ stats }, { transports: ['http_stream', 'poll'] })
}

it('has a value for every figure it names, and names every one it has', () => {
  const { metrics, read } = start({})
  expect(Object.keys(read()).toSorted()).toEqual(Object.keys(metrics).toSorted())
})

it('is named as Prometheus wants it: counters end with _total, others with their unit or nothing', () => {
  for (const [name, { kind, help }] of Object.entries(start({}).metrics)) {
    expect([name, name.endsWith('_total')]).toEqual([name, kind === 'counter'])
    expect(name).toMatch(/^copydesk_realtime_[a-z_]+$/)
    expect(help).not.toBe('')
  }
})

it('tells connections, ends, refusals, errors and commands apart', () => {
  const { read } = start({
    transports: { websocket: 3, http_stream: 2, sse: 0, events: 1 },
    recovered: 5,
    notRecovered: 1,
    gapsFilled: 4,
    gapsFoundByPoll: 3,
    drops: { 3011: 7 },
    refusals: { origin_not_allowed: 2 },
    errors: { 103: 1 },
    commands: { subscribe: 9 },
    journalPollAgeMs: 1_500,
  })
  expect(read()).toMatchObject({
    copydesk_realtime_connections: { websocket: 3, http_stream: 2, sse: 0, events: 1 },
    copydesk_realtime_recoveries_total: { recovered: 5, not_recovered: 1 },
    copydesk_realtime_gaps_total: { announcement: 1, poll: 3 },
    copydesk_realtime_disconnects_total: { 3011: 7 },
    copydesk_realtime_refusals_total: { origin_not_allowed: 2 },
    copydesk_realtime_error_replies_total: { 103: 1 },
    copydesk_realtime_commands_total: { subscribe: 9 },
    copydesk_realtime_journal_poll_age_seconds: 1.5,
    copydesk_realtime_transport_enabled: { websocket: 0, http_stream: 1, sse: 0, poll: 1 },
  })
})
