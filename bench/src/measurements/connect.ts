/**
 * What it costs to take a subscriber in: handshake, sign-in and, where the server has them, a subscription that
 * recovers. And what a subscriber of one channel weighs.
 */
import { Rig } from '../rig.ts'
import { type ServerName, serverNames } from '../servers/bench-server.ts'
import type { Measurement } from './measurement.ts'

export const connect: Measurement = {
  name: 'connect',
  title: ({ subscribers }) => `Connecting ${subscribers} clients, which follow one channel`,
  rows: serverNames,
  measure: (server: ServerName, { subscribers, warmUp }) =>
    Rig.with(server, async (rig) => {
      await rig.open(warmUp)
      const rssBefore = await rig.rssBytes()
      const before = await rig.cpuMicros()
      await rig.open(subscribers)
      const after = await rig.cpuMicros()
      const rssAfter = await rig.rssBytes()
      return {
        'CPU per connect': { value: (after - before) / 1000 / subscribers, unit: 'ms' },
        'RSS per connection': { value: (rssAfter - rssBefore) / 1024 / subscribers, unit: 'kB' },
      }
    }),
}
