/**
 * From a commit through HTTP to its event at somebody else's subscribers: comments on a project of a real server process,
 * beside the floor, which takes a message of the same length through HTTP and sends it on. Few of the subscribers are timed,
 * spread among the others, by the process that posts; the others are held by a process that yields to that one.
 */
import { Child, pin } from '../child.ts'
import type { Flags } from '../flags.ts'
import { benchChannel } from '../load/dialects.ts'
import type { LoadCall } from '../load/load-process.ts'
import type { Timed } from '../load/write.ts'
import { percentile } from '../percentile.ts'
import { aProject, type Clients, lengthOfComment, type Target } from '../product/commented-project.ts'
import { type Product, withProduct } from '../product/product.ts'
import { loadCore, Rig, serverCore } from '../rig.ts'
import { type Figures, type Measurement, productOfRow } from './measurement.ts'

/** At this part of the rate everyone keeps up, so that it shows the way itself and not the queue before it. */
const calmer = 4
/** Subscribers that are timed. */
const timed = 20

export const latency: Measurement = {
  name: 'latency',
  title: ({ listeners, writesPerSecond }) =>
    `From commit to delivery, ${writesPerSecond} writes a second, calm: ${writesPerSecond / calmer}, ${listeners} subscribers`,
  rows: ['floor', 'earlier', 'sqlite', 'postgres'],
  measure: (row, flags) =>
    row === 'floor'
      ? onFloor(flags)
      : withProduct(productOfRow(row, flags), (product) => onProduct(product, flags)),
}

async function onFloor(flags: Flags): Promise<Figures> {
  const bytes = await lengthOfComment()
  return Rig.with('floor', ({ address: { port } }) => {
    const open = {
      type: 'open',
      server: 'floor',
      port,
      path: '/',
      channels: [benchChannel],
    } satisfies Clients
    return time(open, { port, path: '/', cookie: '', bytes }, flags)
  })
}

async function onProduct(product: Product, flags: Flags): Promise<Figures> {
  pin(product.server.pid, serverCore)
  const { open, target } = await aProject(product.server)
  return time(open, target, flags)
}

async function time(
  open: Clients,
  target: Target,
  { listeners, seconds, writesPerSecond }: Flags,
): Promise<Figures> {
  const { child: timing } = await Child.start<LoadCall>('./load/load-process.ts', loadCore)
  const { child: rest } = await Child.start<LoadCall>('./load/load-process.ts', loadCore, [], 'yielding')
  try {
    for (let group = 0; group < timed; group += 1) {
      await rest.call({ ...open, count: Math.round(listeners / timed) - 1 })
      await timing.call({ ...open, count: 1 })
    }
    const run = (perSecond: number): Promise<Timed> => {
      const count = Math.ceil(seconds * perSecond)
      return timing.call<Timed>({ type: 'write', ...target, pace: { perSecond }, count })
    }
    await run(writesPerSecond / calmer)
    const calm = await run(writesPerSecond / calmer)
    const busy = await run(writesPerSecond)
    return {
      'delivered p50': { value: percentile(busy.deliveryMs, 0.5), unit: 'ms' },
      'delivered p99': { value: percentile(busy.deliveryMs, 0.99), unit: 'ms' },
      'calm p50': { value: percentile(calm.deliveryMs, 0.5), unit: 'ms' },
      'calm p99': { value: percentile(calm.deliveryMs, 0.99), unit: 'ms' },
      'shortest message': { value: busy.shortestBytes, unit: 'bytes' },
    }
  } finally {
    await timing.stop()
    await rest.stop()
  }
}
