/**
 * What it costs to take a subscriber in: handshake, sign-in and, where the server has them, a subscription that
 * recovers. The server has taken clients in before: the JavaScript engine optimizes what runs often, so the first
 * thousands cost more, and say little about a server that has been running for a minute.
 */
import { Rig } from '../rig.ts'
import { type ServerName, serverNames } from '../servers/bench-server.ts'
import type { Measurement } from './measurement.ts'

/** How often the first clients leave and come back before the clock starts. */
const warmUps = 5

export const connect: Measurement = {
  name: 'connect',
  title: ({ subscribers }) =>
    `Connecting ${subscribers} clients after ${(warmUps + 1) * subscribers} that warmed the server up`,
  rows: serverNames,
  measure: (server: ServerName, { subscribers }) =>
    Rig.with(server, async (rig) => {
      await rig.open(subscribers)
      for (let time = 0; time < warmUps; time += 1) await rig.comeBack()
      const before = await rig.cpuMicros()
      await rig.open(subscribers)
      const after = await rig.cpuMicros()
      return {
        'CPU per connect': { value: (after - before) / 1000 / subscribers, unit: 'ms' },
      }
    }),
}
