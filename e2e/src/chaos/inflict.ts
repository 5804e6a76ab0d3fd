/** Does to a world what a plan of faults says, and mends it again. */
import { setTimeout } from 'node:timers/promises'
import { type FaultKind, type PlannedFault, rowOf } from './fault-plan.ts'
import { holdTransaction } from './hold-transaction.ts'
import type { World } from './world.ts'

const slowMs = 700

/** Does the fault and resolves with what ends it. */
type Begin = (world: World, index: number) => Promise<() => Promise<unknown> | unknown>

const faults: Record<FaultKind, Begin> = {
  'a server is killed': async ({ nodes }, index) => {
    // One that stands still is killed all the same.
    await nodes.servers[index]?.kill('SIGKILL')
    return () => startServerAgain(nodes.servers[index])
  },
  'a server stands still': async ({ nodes }, index) => {
    nodes.pause(index)
    return () => nodes.resume(index)
  },
  'the broker is killed': async ({ broker }) => {
    await broker.kill()
    return broker.startAgain
  },
  'a link to the broker is cut': onLink((link) => link.cut()),
  'a link to the broker carries nothing': onLink((link) => link.silence()),
  'a link to the broker is slow': onLink((link) => {
    link.delayMs = slowMs
  }),
  'a link to the broker doubles and mixes': onLink((link) => {
    link.isMixing = true
  }),
  'PostgreSQL is killed': async ({ cluster }) => {
    cluster.crash()
    return cluster.restart
  },
  'a transaction stays open': ({ cluster }) => holdTransaction(cluster),
}

function onLink(act: (link: World['broker']['links'][number]) => void): Begin {
  return async ({ broker: { links } }, index) => {
    const link = links[index]
    if (link) act(link)
    return () => link?.mend()
  }
}

/** A database that is away keeps a server from starting: as a supervisor does, it is started until it runs. */
async function startServerAgain(server: World['nodes']['servers'][number] | undefined): Promise<void> {
  for (let attempt = 1; server !== undefined; attempt += 1) {
    try {
      return await server.restart()
    } catch (error) {
      if (attempt === mostStarts) throw error
      await setTimeout(betweenStartsMs)
    }
  }
}

const mostStarts = 30
const betweenStartsMs = 1_000

/** Resolves when the last one is mended. One that takes longer than planned (a slow start) defers the next of its row. */
export async function inflict(world: World, plan: readonly PlannedFault[]): Promise<void> {
  const startedAt = performance.now()
  const rows = Object.values(Object.groupBy(plan, ({ kind }) => rowOf(kind)))
  await Promise.all(
    rows.map(async (row) => {
      for (const { kind, index, fromMs, toMs } of row) {
        await setTimeout(Math.max(0, startedAt + fromMs - performance.now()))
        const end = await faults[kind](world, index)
        await setTimeout(toMs - fromMs)
        await end()
      }
    }),
  )
}
