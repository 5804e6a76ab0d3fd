/** The capacity of several numbers of connections as a table. */
import { layOut } from '../table.ts'
import { type Costs, capacityOf, type Load } from './capacity.ts'

const heads = [
  'connections',
  'servers',
  'because of',
  'connections of each',
  'memory of each',
  'thread of each',
  'while one is away',
  'changes a second',
  'deliveries a second',
  'broker messages a second',
  'of the broker',
]

/** A row for each number of connections, and what was assumed below it. */
export function capacityTable(
  connections: readonly number[],
  assumed: Omit<Load, 'connections'>,
  costs: Costs,
): string {
  const rows = connections.map((count) => capacityRow({ ...assumed, connections: count }, costs))
  const { perProject, changesPerMinute, pingSeconds, comeBackSeconds, server } = assumed
  return [
    layOut([heads, ...rows]),
    '',
    `Assumed: ${perProject} connections follow each project, at any server; changes of each a minute: ${changesPerMinute}; a ping every ${pingSeconds} s; clients of a server that stops are back within ${comeBackSeconds} s; a server has ${server.memoryGb} GB, of which ${percent(server.memoryShare)} are used, ${percent(server.threadShare)} of its thread, and ${count(server.mostConnections)} connections at most.`,
    `Measured: a server holds ${costs.idleMb} MB and ${costs.kbPerConnection} kB a connection; ${costs.msPerConnect} ms to take one in, ${costs.microsPerDelivery} µs a delivery, ${costs.msPerChangeElsewhere} ms a change at another server; ${messages(costs.brokerMessagesPerChange)} of the broker to each server for each change, of about ${costs.bytesPerBrokerMessage} bytes.`,
  ].join('\n')
}

function capacityRow(load: Load, costs: Costs): string[] {
  const capacity = capacityOf(load, costs)
  return [
    count(load.connections),
    String(capacity.servers),
    capacity.bound,
    count(capacity.connectionsPerServer),
    `${capacity.memoryGbPerServer.toFixed(2)} GB`,
    percent(capacity.threadPerServer),
    percent(capacity.threadWhileOneIsAway),
    count(capacity.changesPerSecond),
    count(capacity.deliveriesPerSecond),
    count(capacity.brokerMessagesPerSecond),
    `${capacity.brokerMbPerSecond.toFixed(1)} MB/s`,
  ]
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en')
}

function messages(perChange: number): string {
  return perChange === 1 ? '1 message' : `${perChange} messages`
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}
