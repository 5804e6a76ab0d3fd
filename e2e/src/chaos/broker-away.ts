/**
 * What it costs that the broker is killed under load and comes back: how long changes take from one server's answer to
 * clients of the others before that, meanwhile and after, and what the database is asked. Prints a line for each broker.
 *
 *     npm run broker-away -w e2e -- redis nats postgres
 */
import { setTimeout } from 'node:timers/promises'
import { randomOf } from '@copydesk/testkit/random-of'
import { Client } from 'pg'
import { type BrokerKind, brokerKinds } from './broker-between.ts'
import { BrokerLoad, type Delivery } from './broker-load.ts'
import { startWorld } from './world.ts'

const phaseMs = 10_000
const soonMs = 5_000

async function measure(kind: BrokerKind): Promise<string> {
  const world = await startWorld(kind, randomOf(1))
  const load = new BrokerLoad(world)
  const database = new Client({ connectionString: world.cluster.url() })
  try {
    await database.connect()
    const perSecond = async (forMs: number) => {
      const before = await transactions(database)
      await setTimeout(forMs)
      return Math.round((1000 * ((await transactions(database)) - before)) / forMs)
    }
    await load.begin()
    await setTimeout(soonMs)
    const [beganAt, usual] = [performance.now(), await perSecond(phaseMs)]
    const killedAt = performance.now()
    await world.broker.kill()
    const away = await perSecond(phaseMs)
    const startedAt = performance.now()
    await world.broker.startAgain()
    const backAt = performance.now()
    const soon = await perSecond(soonMs)
    await setTimeout(phaseMs)
    await load.end()
    const before = load.deliveries(beganAt, killedAt)
    const after = load.deliveries(backAt, Infinity)
    const usualAfterMs = slowUntil(after, Math.max(100, percentile(before, 0.99))) - backAt
    return [
      `${kind}: before ${shown(before)}, ${usual} transactions/s`,
      `away ${shown(load.deliveries(killedAt, startedAt))}, ${away} transactions/s`,
      `back ${shown(after)}, ${soon} transactions/s at first, usual again after ${Math.max(0, Math.round(usualAfterMs))} ms`,
      `missing deliveries: ${load.missing}, connections lost: ${load.lost}`,
    ].join('\n  ')
  } finally {
    load.stop()
    await database.end()
    await world.stop()
  }
}

async function transactions(database: Client): Promise<number> {
  const { rows } = await database.query(
    'select xact_commit::int as count from pg_stat_database where datname = current_database()',
  )
  return rows[0].count
}

/** The end of the last second in which half of the deliveries took longer. One that is late by itself is the machine. */
function slowUntil(deliveries: readonly Delivery[], slowMs: number): number {
  const bySecond = Map.groupBy(deliveries, ({ answeredAt }) => Math.floor(answeredAt / 1_000))
  const slow = [...bySecond].filter(([, own]) => percentile(own, 0.5) > slowMs).map(([second]) => second)
  return (Math.max(...slow) + 1) * 1_000
}

function percentile(deliveries: readonly Delivery[], part: number): number {
  const sorted = deliveries.map(({ tookMs }) => tookMs).sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0
}

function shown(deliveries: readonly Delivery[]): string {
  const [median, most] = [0.5, 1].map((part) => Math.round(percentile(deliveries, part)))
  return `${deliveries.length} deliveries, median ${median} ms, slowest ${most} ms`
}

for (const kind of brokerKinds.filter((one) => process.argv.includes(one))) console.log(await measure(kind))
process.exit()
