/**
 * A smaller fuzz over real sockets and the fault proxy: what the operating system, Node's HTTP and the platform's own
 * fetch do with all of it. The order of things is theirs, so a seed repeats the steps and not every moment of them.
 */
import { expect, it } from 'vitest'
import { Random } from './random.ts'
import { nextTurn, SocketWorld, socketChannels } from './socket-world.ts'

/** `npm run test:long` sets the first two. */
const { LONG_RUNS, LONG_SEED, FUZZ_SEEDS } = process.env
const isLong = LONG_RUNS !== undefined
const stepCount = isLong ? 200 : 40
const stepsBetween = 40
const firstSeed = Number(LONG_SEED ?? 1)
const seeds =
  FUZZ_SEEDS?.split(',').map(Number) ??
  Array.from({ length: isLong ? Math.ceil(Number(LONG_RUNS) / 4) : 1 }, (_, index) => firstSeed + index)

const kinds = ['realtime', 'websocket', 'http_stream', 'sse'] as const
const offers = [
  ['websocket', 'http_stream', 'sse'],
  ['http_stream', 'sse'],
  ['websocket', 'sse'],
] as const

const acts = [
  ...Array<'publish'>(8).fill('publish'),
  'burst',
  'burst',
  'break',
  'break',
  'break',
  'break',
  'cut',
  'cut',
  'flow',
  'flow',
  'replace',
  'join',
  'leave',
  'kill',
  'stop',
  'start',
  'start',
  'sever',
  'heal',
  'prune',
  'restore',
  'offer',
] as const

/** Does something by chance, and answers what. */
async function takeStep(world: SocketWorld): Promise<string> {
  const { random, guests } = world
  const act = random.pick(acts)
  const guest = random.pick(guests)
  const channel = random.pick(socketChannels)
  const node = random.below(2)
  switch (act) {
    case 'publish':
      world.publish(channel, 1, random.below(200))
      return `publish in ${channel}`
    case 'burst':
      world.publish(channel, random.pick([10, 50]), random.pick([0, 3_000]))
      return `burst in ${channel}`
    case 'break':
      return `${guest.client.name}: ${world.breakWay(guest)}`
    case 'cut': {
      const { faults } = guest.proxies[0] ?? { faults: [] }
      for (const proxy of guest.proxies) {
        proxy.cut()
        proxy.faults = faults
      }
      return `${guest.client.name} is cut off`
    }
    case 'flow':
      world.flow(guest)
      return `${guest.client.name}: what was held flows`
    case 'replace':
      await world.close(guest)
      await world.open(random.pick(kinds))
      return `${guest.client.name} makes room`
    case 'join':
      guest.client.join(channel)
      return `${guest.client.name} joins ${channel}`
    case 'leave':
      if (guest.client.followers.length > 1) guest.client.leave(random.below(10))
      return `${guest.client.name} leaves a channel`
    case 'kill':
    case 'stop':
      await world.stop(node, act === 'kill')
      return `${act} ${node}`
    case 'start':
      await world.start(node)
      return `start ${node}`
    case 'sever':
    case 'heal':
      world.sever(node, act === 'sever')
      return `${act} ${node}`
    case 'prune':
      world.journal.prune(channel, random.below(20))
      return `prune ${channel}`
    case 'restore':
      world.journal.restore()
      return 'restore'
    case 'offer': {
      const offer = random.pick(offers)
      world.offer([...offer])
      return `offer ${offer}`
    }
  }
}

it.each(seeds)(
  `the realtime layer loses nothing over real sockets in ${stepCount} steps of seed %i`,
  async (seed) => {
    const random = new Random(seed)
    const world = new SocketWorld(random)
    const done: string[] = []
    try {
      await world.start(0)
      await world.start(1)
      for (const kind of [...kinds, 'realtime'] as const) await world.open(kind)
      for (let step = 1; step <= stepCount; step += 1) {
        done.push(`${step} ${await takeStep(world)}`)
        for (let turns = random.pick([0, 1, 10, 50]); turns > 0; turns -= 1) await nextTurn()
        world.check()
        if (step % stepsBetween === 0) await world.expectWhole()
      }
      await world.stopAll()
    } catch (error) {
      throw new Error(`Seed ${seed}, after these steps:\n${done.join('\n')}`, { cause: error })
    }
    expect(world.journal.published).toBeGreaterThan(stepCount / 4)
  },
  5 * 60_000,
)
