/**
 * AnyCable's *avalanche*: the server is restarted, as for a deploy, and all clients come back at once, each by its own
 * library, while somebody goes on writing. Until the last one is back, and what never came of what was confirmed.
 */
import { Child } from '../child.ts'
import type { CameBack, LibraryCall, Outcome } from '../load/library-process.ts'
import { type RestartableRow, restartableRows, withRestartable } from '../nodes/restartable.ts'
import { loadCore } from '../rig.ts'
import { figuresOf } from './jitter.ts'
import type { Measurement } from './measurement.ts'

/** Messages a second. */
const perSecond = 10
/** As the scenario has them: the first pause of a client before it tries, and the longest. */
const comeBackMs = { first: 500, most: 5_000 }
const patienceMs = 60_000

export const avalanche: Measurement = {
  name: 'avalanche',
  title: ({ listeners }) =>
    `The server is restarted (SIGTERM) with ${listeners} clients; ${perSecond} messages a second`,
  rows: restartableRows,
  measure: (row, { listeners, seconds }) =>
    withRestartable(row as RestartableRow, async ({ clients, target, restart }) => {
      const { child: load } = await Child.start<LibraryCall>('./load/library-process.ts', loadCore)
      const pause = () => new Promise((resolve) => setTimeout(resolve, 1_000 * seconds))
      try {
        await load.call({ type: 'open', count: listeners, ...clients, comeBackMs })
        await load.call({ type: 'write', target, perSecond })
        await pause()
        const back = load.call<CameBack>({ type: 'come_back', patienceMs })
        const start = performance.now()
        await restart()
        const restartMs = performance.now() - start
        const { afterMs, neverBack } = await back
        await pause()
        return {
          'restart takes': { value: restartMs, unit: 'ms' },
          'all back after': { value: afterMs, unit: 'ms' },
          'never back': { value: neverBack, unit: 'clients' },
          ...figuresOf(await load.call<Outcome>({ type: 'end' })),
        }
      } finally {
        await load.stop()
      }
    }),
}
