/**
 * One run: people write and read through the proxy while faults happen; then all of it comes to rest and is judged. The
 * seed decides which faults, when, and what is written; how far each command has come by then is up to the machine.
 */
import { setTimeout } from 'node:timers/promises'
import { randomOf } from '@copydesk/testkit/random-of'
import type { BrokerKind } from './broker-between.ts'
import { Crowd } from './crowd.ts'
import { drawPlan } from './fault-plan.ts'
import { inflict } from './inflict.ts'
import type { RunReport } from './report.ts'
import { startWorld } from './world.ts'

export interface RunOptions {
  broker: BrokerKind
  seed: number
  lengthMs: number
}

/** For how long people write on when the broker is gone for good. */
const unheardMs = 1_000

export async function runChaos({ broker, seed, lengthMs }: RunOptions): Promise<RunReport> {
  const random = randomOf(seed)
  const plan = drawPlan({ lengthMs, servers: 3, random })
  const world = await startWorld(broker, random)
  let crowd: Crowd | undefined
  try {
    crowd = await Crowd.gather(world.nodes, seed)
    const over = new AbortController()
    const written = crowd.write(over.signal)
    await Promise.all([inflict(world, plan), setTimeout(lengthMs)])
    // The last changes are told by nobody, and nothing after them shows that they are missing.
    await world.broker.kill()
    await setTimeout(unheardMs)
    const quietAt = performance.now()
    over.abort()
    await written
    const answeredMs = performance.now() - quietAt
    const settled = await crowd.settle(world.cluster.url())
    const { writers, readers } = crowd
    const outcomes = writers.flatMap(({ appends }) => appends.map(({ outcome }) => outcome))
    return {
      ...{ broker, seed, plan, answeredMs },
      ...settled,
      acknowledged: outcomes.filter((outcome) => outcome === 'acknowledged').length,
      repeats: writers.reduce((sum, writer) => sum + writer.repeats, 0),
      deliveries: readers.reduce((sum, reader) => sum + reader.deliveries, 0),
    }
  } finally {
    crowd?.stop()
    await world.stop()
  }
}
