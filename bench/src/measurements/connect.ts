/** What it costs to take a subscriber in: handshake, sign-in and subscribe where the server has them. */
import type { Measurement } from './measurement.ts'

/** Opened before the clock starts, so that the code is warm. */
const warmUp = 500

export const connect: Measurement = async (rig, { subscribers }) => {
  await rig.open(warmUp)
  const before = await rig.usage()
  await rig.open(subscribers - warmUp)
  const after = await rig.usage()
  const opened = subscribers - warmUp
  return {
    'CPU per connect': { value: (after.cpuMicros - before.cpuMicros) / 1000 / opened, unit: 'ms' },
    'RSS per connection': { value: (after.rssBytes - before.rssBytes) / 1024 / opened, unit: 'kB' },
  }
}

/** The least number of subscribers that leaves something to measure after the warm-up. */
export const leastSubscribers = warmUp * 2
