/** The goals of the realtime layer and of the product, each with the figure that stands for it and whether it is met. */
import type { Results } from './results.ts'

interface Goal {
  what: string
  most: number
  /** What `most` and the figure are counted in; `×` is times the floor. */
  unit: '×' | 'ms' | 'kB' | 'messages' | 'COMMITs'
  figure(results: Results): number | undefined
}

export const goals: readonly Goal[] = [
  {
    what: 'CPU per delivery, spaced',
    most: 1.1,
    unit: '×',
    figure: (results) => results.ratio('fan-out', 'hub', 'CPU per delivery, spaced'),
  },
  {
    what: 'CPU per delivery, burst',
    most: 0.25,
    unit: '×',
    figure: (results) => results.ratio('fan-out', 'hub', 'CPU per delivery, burst'),
  },
  {
    what: 'longest time a publication is held',
    most: 5,
    unit: 'ms',
    figure: (results) => results.median('fan-out', 'hub')?.['longest hold']?.value,
  },
  {
    what: 'CPU to connect, authenticate, subscribe with recovery',
    most: 2,
    unit: '×',
    figure: (results) => results.ratio('connect', 'hub', 'CPU per connect'),
  },
  {
    what: 'memory of a connection with three channels',
    most: 14,
    unit: 'kB',
    figure: (results) => results.median('memory', 'hub')?.['RSS per connection']?.value,
  },
  {
    what: 'storm: all back with everything',
    most: 3,
    unit: '×',
    figure: (results) => results.ratio('storm', 'hub', 'and complete after', 'all back after'),
  },
  {
    what: 'storm: publications missed',
    most: 0,
    unit: 'messages',
    figure: (results) => results.highest('storm', 'hub', 'missed'),
  },
  {
    what: 'storm: publications doubled',
    most: 0,
    unit: 'messages',
    figure: (results) => results.highest('storm', 'hub', 'doubled'),
  },
  {
    what: 'commit to delivery, p99',
    most: 2,
    unit: '×',
    figure: (results) => results.ratio('latency', 'copydesk', 'delivered p99'),
  },
  {
    what: 'commit to delivery when it is calm, p99',
    most: 100,
    unit: 'ms',
    figure: (results) => results.median('latency', 'copydesk')?.['calm p99']?.value,
  },
  {
    what: 'a large project opens, to its bare rows',
    most: 2,
    unit: '×',
    figure: (results) => results.ratio('snapshots', 'copydesk', 'project opens in'),
  },
  {
    what: 'a large inbox opens, to a small one',
    most: 1.1,
    unit: '×',
    figure: (results) => results.within('snapshots', 'copydesk', 'large inbox', 'small inbox'),
  },
  {
    what: 'rows of Projects are there, processor slowed down',
    most: 1_000,
    unit: 'ms',
    figure: (results) => results.median('first-screen', 'copydesk')?.['there after']?.value,
  },
  ...['import', 'publish', 'notify'].flatMap((what): Goal[] => [
    {
      what: `${what}: event loop late, p99.9`,
      most: 50,
      unit: 'ms',
      figure: (results) => results.median('responsiveness', 'copydesk')?.[`${what}: loop late, p99.9`]?.value,
    },
    {
      what: `${what}: a small read, p99, to what it takes else`,
      most: 3,
      unit: '×',
      figure: (results) =>
        results.within('responsiveness', 'copydesk', `${what}: read p99`, 'idle: read p99'),
    },
  ]),
  {
    what: 'a comment with its notifications, to the earlier commit',
    most: 1 / 1.6,
    unit: '×',
    figure: (results) => results.ratio('writes', 'copydesk', 'each takes', 'each takes', 'earlier'),
  },
  {
    what: 'a comment in a project of many, to one of few',
    most: 1.1,
    unit: '×',
    figure: (results) => results.within('writes', 'copydesk', 'many: each takes', 'few: each takes'),
  },
  {
    what: 'COMMITs per comment, 16 at a time',
    most: 0.3,
    unit: 'COMMITs',
    figure: (results) => results.median('writes', 'copydesk')?.['COMMITs per comment']?.value,
  },
]

/** One line per goal whose figure was measured. */
export function goalLines(results: Results): string[][] {
  return goals.flatMap(({ what, most, unit, figure }) => {
    const value = figure(results)
    if (value === undefined) return []
    const digits = unit === 'messages' ? 0 : 2
    const verdict = value <= most ? 'met' : 'NOT MET'
    return [[what, `≤ ${most} ${unit}`, `${value.toFixed(digits)} ${unit}`, verdict]]
  })
}
