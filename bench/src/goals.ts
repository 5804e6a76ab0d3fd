/** The goals of the realtime layer, each with the figure that stands for it and whether it is met. */
import type { Results } from './results.ts'

interface Goal {
  what: string
  most: number
  /** What `most` and the figure are counted in; `×` is times the floor. */
  unit: '×' | 'ms' | 'kB' | 'messages'
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
