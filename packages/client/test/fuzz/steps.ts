/** The steps of the fuzz: what can happen, how often, and how it is done. Each is a line that can be read again. */
import type { Transport } from '@copydesk/contract'
import type { FuzzClient } from './fuzz-client.ts'
import { channels, type FuzzWorld } from './fuzz-world.ts'
import type { Line } from './virtual-network.ts'

/** Does it and answers what it did to whom; null where there was nobody. */
type Step = (world: FuzzWorld) => string | null

const offers: readonly Transport[][] = [
  ['websocket', 'http_stream', 'sse', 'poll'],
  ['websocket', 'http_stream', 'sse', 'poll'],
  ['websocket', 'http_stream', 'sse', 'poll'],
  ['websocket', 'http_stream', 'sse', 'poll'],
  ['http_stream', 'sse', 'poll'],
  ['websocket', 'sse'],
  ['poll'],
  [],
]

/** With a client, if there is one. */
const withClient =
  (run: (client: FuzzClient, world: FuzzWorld) => string): Step =>
  (world) => {
    if (world.clients.length === 0) return null
    const client = world.random.pick(world.clients)
    return `${client.name} ${run(client, world)}`
  }

/** With one of the lines of a client. */
const withLine = (run: (line: Line, world: FuzzWorld) => string): Step =>
  withClient((client, world) => {
    const lines = [...world.placeOf(client).lines]
    return lines.length === 0 ? 'has no line' : run(world.random.pick(lines), world)
  })

const onNode =
  (run: (index: number, world: FuzzWorld) => string): Step =>
  (world) => {
    const index = world.random.below(world.servers.nodes.length)
    return `${run(index, world)} ${index}`
  }

/** By their weights: the everyday things often, the rare ones rarely. */
const steps: readonly (readonly [weight: number, name: string, step: Step])[] = [
  [
    22,
    'publish',
    (world) => {
      const channel = world.random.pick(channels)
      world.publish(channel, 1, world.random.below(200))
      return channel
    },
  ],
  [
    5,
    'burst',
    (world) => {
      const channel = world.random.pick(channels)
      const count = world.random.pick([3, 10, 40, 100])
      world.publish(channel, count, world.random.pick([0, 200, 1_500]))
      return `${count} in ${channel}`
    },
  ],
  [
    3,
    'open',
    (world) => {
      world.open()
      return world.clients.at(-1)?.name ?? null
    },
  ],
  [
    2,
    'close',
    withClient((client, world) => {
      world.close(client)
      return 'closes'
    }),
  ],
  [
    5,
    'join',
    withClient((client, world) => {
      const channel = world.random.pick(channels)
      client.join(channel)
      return `joins ${channel}`
    }),
  ],
  [
    2,
    'leave',
    withClient((client, world) => {
      if (client.followers.length > 0) client.leave(world.random.below(10))
      return 'leaves a channel'
    }),
  ],
  [
    4,
    'cut',
    withClient((client, world) => {
      for (const line of [...world.placeOf(client).lines]) line.cut()
      return 'is cut off'
    }),
  ],
  [
    3,
    'cut line',
    withLine((line, world) => {
      const whom = world.random.pick(['both', 'client', 'server'] as const)
      line.cut(whom)
      return `loses a ${line.kind} line for ${whom}`
    }),
  ],
  [
    2,
    'half open',
    withLine((line) => {
      line.isDead = true
      return `has a dead ${line.kind} line`
    }),
  ],
  [
    4,
    'hold',
    withLine((line, world) => {
      const way = world.random.pick(['up', 'down'] as const)
      line.hold(way, true)
      return `has a ${line.kind} line held ${way}`
    }),
  ],
  [
    4,
    'flow',
    withClient((client, world) => {
      for (const line of world.placeOf(client).lines)
        for (const way of ['up', 'down'] as const) line.hold(way, false)
      return 'has its lines flow'
    }),
  ],
  [
    3,
    'reach',
    withClient((client, world) => {
      const place = world.placeOf(client)
      place.reach = world.random.pick(['open', 'open', 'refused', 'dead'])
      return `is ${place.reach}`
    }),
  ],
  [
    3,
    'latency',
    withClient((client, world) => {
      const place = world.placeOf(client)
      place.latencyMs = world.random.pick([0, 5, 80, 900, 4_000])
      return `is ${place.latencyMs} ms away`
    }),
  ],
  [
    3,
    'fault',
    withClient((client, world) => {
      const place = world.placeOf(client)
      const fault = world.random.pick(['silentWebSockets', 'buffers', 'splits'] as const)
      place[fault] = world.random.chance(0.4)
      return `${fault} ${place[fault]}`
    }),
  ],
  [
    2,
    'mend',
    withClient((client, world) => {
      world.placeOf(client).mend()
      return 'is mended'
    }),
  ],
  [
    4,
    'wake',
    withClient((client, world) => {
      const signals = ['network_down', 'network_up', 'page_shown', 'page_hidden'] as const
      const signal = world.random.pick(signals)
      client.wake(signal)
      return signal
    }),
  ],
  [
    2,
    'node',
    onNode((index, world) => {
      world.servers.kill(index)
      return 'kill'
    }),
  ],
  [
    2,
    'node',
    onNode((index, world) => {
      world.servers.stop(index).catch((error: unknown) => world.faults.push(error))
      return 'stop and replace'
    }),
  ],
  [
    4,
    'node',
    onNode((index, world) => {
      world.servers.start(index)
      return 'start'
    }),
  ],
  [
    2,
    'node',
    onNode((index, world) => {
      world.servers.sever(index, true)
      return 'sever'
    }),
  ],
  [
    3,
    'node',
    onNode((index, world) => {
      world.servers.sever(index, false)
      return 'heal'
    }),
  ],
  [
    2,
    'prune',
    (world) => {
      const channel = world.random.pick(channels)
      const keep = world.random.below(20)
      world.journal.prune(channel, keep)
      return `${channel} to ${keep}`
    },
  ],
  [
    0.5,
    'restore',
    (world) => {
      world.journal.restore()
      return 'a backup'
    },
  ],
  [
    2,
    'journal',
    (world) => {
      world.journal.failing = world.random.pick([0, 0, 0, 0, 0.3, 1])
      world.journal.slowMs = world.random.pick([0, 0, 0, 10, 400, 4_000])
      return `reads fail ${world.journal.failing}, slow ${world.journal.slowMs} ms`
    },
  ],
  [
    2,
    'offer',
    (world) => {
      world.offer(world.random.pick(offers))
      return world.offered.join() || 'nothing'
    },
  ],
  [
    1,
    'info',
    (world) => {
      world.isInfoAway = world.random.chance(0.4)
      return `info away ${world.isInfoAway}`
    },
  ],
]

/** Times between two steps: mostly no time at all. */
const pauses = [0, 0, 0, 0, 0, 0, 1, 1, 10, 10, 40, 120, 120, 700, 700, 3_000, 3_000, 15_000] as const
/** Long enough for every silence to be noticed, now and then. */
const longPauseMs = 70_000
const totalWeight = steps.reduce((sum, [weight]) => sum + weight, 0)

/** Does something by chance, lets time go by, and answers what it did. */
export async function takeStep(world: FuzzWorld): Promise<string> {
  const { random, time } = world
  let left = random.next() * totalWeight
  const found = steps.find(([weight]) => {
    left -= weight
    return left < 0
  })
  const [, name = 'nothing', step] = found ?? []
  const done = step?.(world) ?? 'nobody'
  const pauseMs = random.chance(0.015) ? longPauseMs : random.pick(pauses)
  await time.advance(pauseMs)
  return `${name}: ${done}; ${pauseMs} ms`
}
