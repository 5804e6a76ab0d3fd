/**
 * A recovery storm: all clients are cut off at once while publications go on, and come back without delay. The
 * floor recovers nothing, so nothing is published there: its time is what accepting that many clients takes.
 */
import { Rig } from '../rig.ts'
import type { ServerName } from '../servers/bench-server.ts'
import type { Measurement } from './measurement.ts'

const publications = 500
/** The publications begin with the cut and are spread over this time. */
const publishingMs = 500

export const storm: Measurement = {
  name: 'storm',
  title: ({ storm }) =>
    `${storm} clients cut off at once and back without delay; at the hub ${publications} publications meanwhile`,
  rows: ['floor', 'hub'],
  measure: (server: ServerName, { storm, bytes }) =>
    Rig.with(server, async (rig) => {
      await rig.open(storm)
      // The code that takes clients in again is warm then.
      await rig.comeBack()
      const before = await rig.cpuMicros()
      const count = server === 'floor' ? 0 : publications
      const { backMs, completeMs } = await rig.storm(count, publishingMs, bytes)
      const after = await rig.cpuMicros()
      const { messages, missed, doubled } = await rig.received()
      return {
        'all back after': { value: backMs, unit: 'ms' },
        'and complete after': { value: completeMs, unit: 'ms' },
        'CPU in all': { value: (after - before) / 1000, unit: 'ms' },
        ...(server !== 'floor' && {
          delivered: { value: messages, unit: 'messages' },
          missed: { value: missed, unit: 'messages' },
          doubled: { value: doubled, unit: 'messages' },
        }),
      }
    }),
}
