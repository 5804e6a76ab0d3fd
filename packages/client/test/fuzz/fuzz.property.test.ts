/**
 * The whole realtime layer at random, in time that stands still: hubs, our client, the third-party SDK and
 * EventSource over a network, a journal and a broker that fail in every way known here. Whatever happens, everybody
 * who follows a channel gets what the journal holds, without gap or double, or is told to load anew; nobody hangs,
 * and nothing is left behind.
 *
 * A run is its seed: what fails prints it, with the steps since all was well. LONG_SEED repeats a long run from its
 * first seed on, FUZZ_SEEDS=7,8 single ones.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FuzzWorld } from './fuzz-world.ts'
import { Random } from './random.ts'
import { takeStep } from './steps.ts'
import { VirtualTime } from './virtual-time.ts'

/** `npm run test:long` sets the first two. */
const { LONG_RUNS, LONG_SEED, FUZZ_SEEDS } = process.env
const isLong = LONG_RUNS !== undefined
const stepCount = isLong ? 10_000 : 400
/** All is well every so many steps, and everything must be there then. */
const stepsBetween = 100
const firstSeed = Number(LONG_SEED ?? 1)
const seeds =
  FUZZ_SEEDS?.split(',').map(Number) ??
  Array.from({ length: isLong ? Number(LONG_RUNS) : 3 }, (_, index) => firstSeed + index)

/** What a long run must have met, or it did not look where it should: slow readers, dead lines, drains, the switch. */
const ends = ['websocket', 'http_stream', 'sse'].flatMap((transport) =>
  [3001, 3008, 3011, 3012].map((code) => `${transport} ${code}`),
)

let time: VirtualTime
beforeEach(() => {
  time = new VirtualTime()
  time.install()
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('the realtime layer', () => {
  it.each(seeds)(
    `loses nothing, doubles nothing and hangs nobody in ${stepCount} steps of seed %i`,
    async (seed) => {
      const random = new Random(seed)
      // The SDK draws its delays from there.
      vi.spyOn(Math, 'random').mockImplementation(new Random(seed + 1).next)
      const world = new FuzzWorld(time, random)
      let done: string[] = []
      try {
        for (let step = 1; step <= stepCount; step += 1) {
          done.push(`${step} ${await takeStep(world)}`)
          world.check()
          if (step % stepsBetween !== 0) continue
          await world.expectWhole()
          done = []
        }
        await world.expectClean()
      } catch (error) {
        throw new Error(`Seed ${seed}, after these steps:\n${done.join('\n')}`, { cause: error })
      }
      expect(Object.keys(world.servers.ends)).toEqual(expect.arrayContaining(isLong ? ends : []))
    },
    10 * 60_000,
  )
})
