/** What a run happens in: PostgreSQL, a broker, three servers whose clocks differ by a minute, HAProxy before them. */

import type { StartedNodes } from '@copydesk/testkit/nodes'
import { startNodes } from '@copydesk/testkit/nodes'
import { type Cluster, startCluster } from '@copydesk/testkit/postgres'
import { type BrokerBetween, type BrokerKind, startBrokerBetween } from './broker-between.ts'

export interface World {
  readonly cluster: Cluster
  readonly broker: BrokerBetween
  readonly nodes: StartedNodes
  stop(): Promise<void>
}

/** How far each server's clock is off. */
const clocksMs = [0, 30_000, -30_000]

export async function startWorld(kind: BrokerKind, random: () => number): Promise<World> {
  // What was acknowledged is in the log of the database, as an operator has it.
  const cluster = await startCluster({ settings: { synchronous_commit: 'on' } })
  const parts: { stop(): Promise<void> }[] = [cluster]
  const stop = async () => {
    for (const part of parts.splice(0).reverse()) await part.stop()
  }
  try {
    const broker = await startBrokerBetween({ kind, cluster, servers: clocksMs.length, random })
    parts.push(broker)
    const env = (index: number) => ({ ...clockOff(clocksMs[index] ?? 0), ...broker.settings(index) })
    const nodes = await startNodes({ count: clocksMs.length, demo: false, databaseUrl: cluster.url(), env })
    parts.push(nodes)
    return { cluster, broker, nodes, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The process believes that it is so much later. Its timers and its monotonic clock go as they are. */
function clockOff(byMs: number): Record<string, string> {
  const clock = encodeURIComponent(`const now = Date.now; Date.now = () => now() + ${byMs}`)
  return { NODE_OPTIONS: `--import=data:text/javascript,${clock}` }
}
