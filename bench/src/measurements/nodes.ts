/**
 * One, two and three servers: comments at the first of them while others follow at all of them, as fast as they go and at
 * a calm rate. Socket.IO's servers and the floor's get messages of the same length. Nothing is pinned but the load.
 */
import { Child } from '../child.ts'
import type { Flags } from '../flags.ts'
import type { LoadCall } from '../load/load-process.ts'
import type { Timed } from '../load/write.ts'
import { startCopydeskNodes } from '../nodes/copydesk-nodes.ts'
import { type BrokerRow, brokerRows, type NodeSet } from '../nodes/node-set.ts'
import { startPeerNodes } from '../nodes/peer-nodes.ts'
import { percentile } from '../percentile.ts'
import { loadCore } from '../rig.ts'
import type { Figures, Measurement } from './measurement.ts'

const most = 3
const concurrency = 16
/** Of the subscribers of `latency`, and of its writes a second; of the comments of `writes`. */
const fewer = 5
const calmer = 10

export const nodes: Measurement = {
  name: 'nodes',
  title: ({ listeners, writesPerSecond, commits }) =>
    [
      `1 to ${most} servers, ${commits / fewer} writes at the first of them, ${concurrency} at a time, and ${writesPerSecond / calmer} a second; ${listeners / fewer} subscribers at all of them`,
      'What each keeps of a write: by-*: a comment, its event, its notifications (PostgreSQL); socket.io: a row (PostgreSQL), the last 10,000 (Redis, in memory); floor: nothing',
    ].join('\n'),
  rows: ['floor', 'socket.io', ...brokerRows],
  measure: async (row, flags) => {
    const set = await (row === 'floor' || row === 'socket.io'
      ? startPeerNodes(row)
      : startCopydeskNodes(row as BrokerRow))
    try {
      const figures: Figures = {}
      for (let count = 1; count <= most; count += 1) {
        await set.add()
        Object.assign(figures, await withSubscribers(set, count, flags))
      }
      return { ...figures, ...(await heardElsewhere(set, flags)) }
    } finally {
      await set.stop()
    }
  },
}

async function withSubscribers(set: NodeSet, count: number, flags: Flags): Promise<Figures> {
  const { target, opens } = await set.place()
  const { child: load } = await Child.start<LoadCall>('./load/load-process.ts', loadCore)
  try {
    for (const open of opens) await load.call({ ...open, count: Math.ceil(flags.listeners / fewer / count) })
    const commits = Math.max(1, Math.round(flags.commits / fewer))
    const perSecond = flags.writesPerSecond / calmer
    const write = (pace: { atATime: number } | { perSecond: number }, writes: number) =>
      load.call<Timed>({ type: 'write', ...target, pace, count: writes })
    await write({ atATime: concurrency }, Math.ceil(commits / 4))
    const before = sum(set.cpuMicros())
    const fast = await write({ atATime: concurrency }, commits)
    const cpuMs = (sum(set.cpuMicros()) - before) / 1000
    const calm = await write({ perSecond }, Math.ceil(flags.seconds * perSecond))
    return {
      [`${count}: writes a second`]: { value: (commits / fast.tookMs) * 1000, unit: '' },
      [`${count}: servers' CPU per write`]: { value: cpuMs / commits, unit: 'ms' },
      [`${count}: calm p50`]: { value: percentile(calm.deliveryMs, 0.5), unit: 'ms' },
      [`${count}: calm p99`]: { value: percentile(calm.deliveryMs, 0.99), unit: 'ms' },
    }
  } finally {
    await load.stop()
  }
}

/** What a server spends on writes at another one, which one of its clients follows, beyond what it spends anyway. */
async function heardElsewhere(set: NodeSet, { commits, writesPerSecond }: Flags): Promise<Figures> {
  const { target, opens } = await set.place()
  const { child: load } = await Child.start<LoadCall>('./load/load-process.ts', loadCore)
  try {
    const [open] = opens.slice(-1)
    if (open !== undefined) await load.call({ ...open, count: 1 })
    const count = Math.max(1, Math.round(commits / fewer))
    const pace = { perSecond: writesPerSecond / 2 }
    const cpu = () => set.cpuMicros().at(-1) ?? 0
    const before = { cpu: cpu(), heard: await set.heard() }
    const { tookMs } = await load.call<Timed>({ type: 'write', ...target, pace, count })
    const spent = cpu() - before.cpu
    const heard = await set.heard()
    const idleBefore = cpu()
    await new Promise((resolve) => setTimeout(resolve, tookMs))
    const idle = cpu() - idleBefore
    return {
      'CPU per write elsewhere': { value: Math.max(0, spent - idle) / 1000 / count, unit: 'ms' },
      ...(heard !== undefined &&
        before.heard !== undefined && {
          'broker messages per write': { value: (heard - before.heard) / count, unit: '' },
        }),
    }
  } finally {
    await load.stop()
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
