import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Costs, capacityOf, type Load } from '../src/capacity/capacity.ts'
import { capacityTable } from '../src/capacity/capacity-table.ts'
import { assumed, lastMeasured } from '../src/capacity/last-measured.ts'

const load: Load = {
  connections: 10_000,
  perProject: 10,
  changesPerMinute: 6,
  pingSeconds: 20,
  comeBackSeconds: 10,
  server: { memoryGb: 1, memoryShare: 0.5, threadShare: 0.5, mostConnections: 10_000 },
}
const costs: Costs = {
  idleMb: 100,
  kbPerConnection: 10,
  msPerConnect: 0.2,
  microsPerDelivery: 10,
  msPerChangeElsewhere: 1,
  brokerMessagesPerChange: 2,
  bytesPerBrokerMessage: 500,
}
const of = (changes: Partial<Load>, costly: Partial<Costs> = {}) =>
  capacityOf({ ...load, ...changes }, { ...costs, ...costly })

describe('the capacity', () => {
  it('is what one server spends, times how many there are', () => {
    const capacity = of({})
    expect(capacity).toMatchObject({
      servers: 2,
      bound: 'one may stop',
      connectionsPerServer: 5_000,
      connectionsWhileOneIsAway: 10_000,
      // 1,000 projects, each with a change every ten seconds.
      changesPerSecond: 100,
      deliveriesPerSecond: 1_000,
    })
    expect(capacity.memoryGbPerServer).toBeCloseTo((100 + 10_000 * (10 / 1024)) / 1024, 6)
    // Hardly any project of ten has all of them at one server.
    expect(capacity.serversPerChange).toBeCloseTo(2 * (1 - 0.5 ** 10), 6)
    expect(capacity.brokerMessagesPerSecond).toBeCloseTo(400 * (1 - 0.5 ** 10), 6)
    expect(capacity.brokerMbPerSecond).toBeCloseTo(capacity.brokerMessagesPerSecond * 0.0005, 9)
    // 500 deliveries, 250 pings and as many answers, 10 µs each; 100 changes that are heard, 1 ms each.
    expect(capacity.threadPerServer).toBeCloseTo(0.01 + 0.1 * (1 - 0.5 ** 10), 6)
    // All of it, and 5,000 clients that come within ten seconds.
    expect(capacity.threadWhileOneIsAway).toBeCloseTo(2 * capacity.threadPerServer + 0.1, 6)
  })

  it('says what takes another server', () => {
    expect(of({}, { kbPerConnection: 100 })).toMatchObject({ bound: 'memory', servers: 4 })
    expect(of({}, { microsPerDelivery: 1_000 })).toMatchObject({ bound: 'processor', servers: 5 })
    expect(of({}, { msPerConnect: 5 })).toMatchObject({ bound: 'processor', servers: 3 })
    const server = { ...load.server, mostConnections: 1_000 }
    expect(of({ server })).toMatchObject({ bound: 'connections', servers: 11 })
  })

  it('is not found where a connection is too much', () => {
    expect(() => of({ connections: 20 }, { kbPerConnection: 1e9 })).toThrow('too much')
  })

  it('is what docs/operations.md says of 100,000 and of 1,000,000 connections', () => {
    const documented = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8')
    const rows = capacityTable([100_000, 1_000_000], assumed, lastMeasured).split('\n').slice(1, 3)
    for (const row of rows) expect(documented).toContain(`| ${row.split(/ {3,}/).join(' | ')} |`)
  })
})
