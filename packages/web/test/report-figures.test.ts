import type { LiveReport, TimedHandshake } from '@copydesk/doctor'
import { expect, it } from 'vitest'
import {
  ageRows,
  cameFrom,
  endRows,
  openRows,
  refusalRows,
} from '../src/screens/admin-live/connection/server-report/report-figures.ts'

const report: LiveReport = {
  node: 'a',
  hears: [],
  version: '1.0.0',
  uptimeSeconds: 1,
  isStopping: false,
  live: { websocket: { enabled: true }, transports: [] },
  pingSeconds: 25,
  connections: { open: 5, limit: null, byTransport: { websocket: 2, http_stream: 3, sse: 0 } },
  refusals: { upgrade_removed: 1, something_new: 4 },
  drops: { 1006: 2, 4999: 1 },
  gapsFilled: 0,
  broker: { connected: true, reason: null },
  journalFailures: 0,
  ends: [],
  handshakes: [],
}

it('puts the most first, leaves out what never happened, and keeps what it has no words for', () => {
  expect(openRows(report)).toEqual([
    { words: 'HTTP stream', count: 3 },
    { words: 'WebSocket', count: 2 },
  ])
  expect(refusalRows(report).map(({ words }) => words)).toEqual([
    'something_new',
    'Upgrade header lost on the way',
  ])
  expect(endRows(report).map(({ words }) => words)).toEqual(['Broke off without a word (1006)', 'Code 4999'])
})

it('counts the ages of those alone that broke off', () => {
  const end = (ageSeconds: number, code = 1006) => ({ at: '', transport: 'websocket', code, ageSeconds })
  expect(ageRows([end(9), end(60), end(60), end(61), end(600), end(60, 1000)])).toEqual([
    { words: 'Under 10 s', count: 1 },
    { words: '1 to 2 min', count: 3 },
    { words: 'Over 10 min', count: 1 },
  ])
})

it('says through whom a handshake came', () => {
  const arrived = { peer: '192.0.2.1', forwarded: {}, proxyHeaders: [] }
  const from = (changes: object) =>
    cameFrom({ arrived: { ...arrived, ...changes } } as unknown as TimedHandshake)
  expect(from({})).toBe('192.0.2.1')
  expect(from({ forwarded: { via: '1.1 squid' } })).toBe('192.0.2.1 via 1.1 squid')
  expect(from({ proxyHeaders: ['cf-ray'] })).toBe('192.0.2.1 via cf-ray')
})
