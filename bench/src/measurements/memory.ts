/** What a connection weighs that follows three channels. A server without channels has nothing more to keep. */
import { Rig } from '../rig.ts'
import { type ServerName, serverNames } from '../servers/bench-server.ts'
import type { Measurement } from './measurement.ts'

export const memory: Measurement = {
  name: 'memory',
  title: ({ subscribers }) => `Memory of ${2 * subscribers} clients, which follow three channels each`,
  rows: serverNames,
  measure: (server: ServerName, { subscribers, warmUp }) =>
    Rig.with(server, async (rig) => {
      await rig.open(warmUp, 3)
      const before = await rig.rssBytes()
      await rig.open(2 * subscribers, 3)
      const after = await rig.rssBytes()
      return {
        'RSS per connection': { value: (after - before) / 1024 / (2 * subscribers), unit: 'kB' },
      }
    }),
}
