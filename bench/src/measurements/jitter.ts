/**
 * AnyCable's *jitter*: clients lose their connection now and then, for about two seconds, while messages go out. How many
 * of them never came, and how late those came that did. Each client comes back by its own library.
 */
import { Child } from '../child.ts'
import type { CameBack, LibraryCall, Outcome } from '../load/library-process.ts'
import { type RestartableRow, restartableRows, withRestartable } from '../nodes/restartable.ts'
import { percentile } from '../percentile.ts'
import { loadCore } from '../rig.ts'
import type { Figures, Measurement } from './measurement.ts'

/** Messages a second. */
const perSecond = 10
const awayMs = 2_000
/** Every client is cut off once within so many times the length of a measurement. */
const longer = 5
/** Of the subscribers of `latency`. */
const fewer = 5
/** Any other does as well; with this one the runs are alike. */
const seed = 42

export const jitter: Measurement = {
  name: 'jitter',
  title: ({ listeners, seconds }) =>
    `${listeners / fewer} clients, each cut off once within ${longer * seconds} s and away for ${awayMs / 1000} s; ${perSecond} messages a second`,
  rows: restartableRows,
  measure: (row, { listeners, seconds }) =>
    withRestartable(row as RestartableRow, async ({ clients, target }) => {
      const { child: load } = await Child.start<LibraryCall>('./load/library-process.ts', loadCore)
      try {
        const comeBackMs = { first: awayMs, most: awayMs }
        await load.call({ type: 'open', count: Math.round(listeners / fewer), ...clients, comeBackMs })
        await load.call({ type: 'write', target, perSecond })
        await new Promise((resolve) => setTimeout(resolve, 1_000))
        const { neverBack } = await load.call<CameBack>({
          type: 'cut',
          withinMs: longer * seconds * 1_000,
          seed,
        })
        const outcome = await load.call<Outcome>({ type: 'end' })
        return {
          ...figuresOf(outcome),
          'p50, replayed ones too': { value: percentile(outcome.deliveryMs, 0.5), unit: 'ms' },
          p99: { value: percentile(outcome.deliveryMs, 0.99), unit: 'ms' },
          'never back': { value: neverBack, unit: 'clients' },
        }
      } finally {
        await load.stop()
      }
    }),
}

/** What every client should have had, and had. */
export function figuresOf({ expected, missing, doubled, toldToLoad }: Outcome): Figures {
  return {
    delivered: { value: (100 * (expected - missing)) / Math.max(1, expected), unit: '%' },
    missed: { value: missing, unit: 'messages' },
    doubled: { value: doubled, unit: 'messages' },
    'told to load again': { value: toldToLoad, unit: 'times' },
  }
}
