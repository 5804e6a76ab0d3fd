/** The goals of the realtime layer and of the product, each with the figure that stands for it and whether it is met. */
import { type DatabaseName, databaseNames } from './databases/database.ts'
import type { Row } from './measurements/measurement.ts'
import { brokerRows } from './nodes/node-set.ts'
import type { Results } from './results.ts'

interface Goal {
  what: string
  most: number
  /** What `most` and the figure are counted in; `×` is times the floor. */
  unit: '×' | 'ms' | 'kB' | 'messages' | 'COMMITs'
  measurement: string
  row: Row
  column: string
  /** What it is compared to, or shown beside: a column of the same row, or of another one. */
  floor?: { row?: Row; column?: string }
  /** Of the rounds the worst one counts, not the median. */
  takesHighest?: true
}

const onFloor = { row: 'floor' } as const

const ofHub: readonly Omit<Goal, 'row'>[] = [
  {
    what: 'CPU per delivery, spaced',
    most: 1.1,
    unit: '×',
    measurement: 'fan-out',
    column: 'CPU per delivery, spaced',
    floor: onFloor,
  },
  {
    what: 'CPU per delivery, burst',
    most: 0.25,
    unit: '×',
    measurement: 'fan-out',
    column: 'CPU per delivery, burst',
    floor: onFloor,
  },
  {
    what: 'longest time a publication is held',
    most: 5,
    unit: 'ms',
    measurement: 'fan-out',
    column: 'longest hold',
  },
  {
    what: 'CPU to connect, authenticate, subscribe with recovery',
    most: 2,
    unit: '×',
    measurement: 'connect',
    column: 'CPU per connect',
    floor: onFloor,
  },
  {
    what: 'memory of a connection with three channels',
    most: 14,
    unit: 'kB',
    measurement: 'memory',
    column: 'RSS per connection',
    floor: onFloor,
  },
  {
    what: 'storm: all back with everything',
    most: 3,
    unit: '×',
    measurement: 'storm',
    column: 'and complete after',
    floor: { row: 'floor', column: 'all back after' },
  },
  {
    what: 'storm: publications missed',
    most: 0,
    unit: 'messages',
    measurement: 'storm',
    column: 'missed',
    takesHighest: true,
  },
  {
    what: 'storm: publications doubled',
    most: 0,
    unit: 'messages',
    measurement: 'storm',
    column: 'doubled',
    takesHighest: true,
  },
]

const ofEitherDatabase: readonly Omit<Goal, 'row'>[] = [
  {
    what: 'commit to delivery, p99',
    most: 2,
    unit: '×',
    measurement: 'latency',
    column: 'delivered p99',
    floor: onFloor,
  },
  {
    what: 'commit to delivery when it is calm, p99',
    most: 100,
    unit: 'ms',
    measurement: 'latency',
    column: 'calm p99',
    floor: onFloor,
  },
  {
    what: 'a comment in a project of many, to one of few',
    most: 1.1,
    unit: '×',
    measurement: 'writes',
    column: 'many: each takes',
    floor: { column: 'few: each takes' },
  },
  ...['import', 'publish', 'notify', 'watchers', 'inbox'].flatMap((what): Omit<Goal, 'row'>[] => [
    {
      what: `${what}: event loop late, p99.9`,
      most: 50,
      unit: 'ms',
      measurement: 'responsiveness',
      column: `${what}: loop late, p99.9`,
      floor: { column: 'idle: loop late, p99.9' },
    },
    {
      what: `${what}: a small read, p99, to what it takes else`,
      most: 3,
      unit: '×',
      measurement: 'responsiveness',
      column: `${what}: read p99`,
      floor: { column: 'idle: read p99' },
    },
  ]),
  {
    what: 'a large project opens, to its bare rows',
    most: 2,
    unit: '×',
    measurement: 'snapshots',
    column: 'project opens in',
    floor: { column: 'bare rows' },
  },
  {
    what: 'a large inbox opens, to a small one',
    most: 1.1,
    unit: '×',
    measurement: 'snapshots',
    column: 'large inbox',
    floor: { column: 'small inbox' },
  },
  ...['Projects', 'project', 'Content'].map(
    (list): Omit<Goal, 'row'> => ({
      what: `${list} of a full site is there`,
      most: 1_000,
      unit: 'ms',
      measurement: 'lists',
      column: `${list} there after`,
      floor: { column: `${list}: server` },
    }),
  ),
]

const ofSqlite: readonly Omit<Goal, 'row'>[] = [
  {
    what: 'a comment with its notifications, to the earlier commit',
    most: 1 / 1.6,
    unit: '×',
    measurement: 'writes',
    column: 'few: each takes',
    floor: { row: 'earlier' },
  },
  {
    what: 'COMMITs per comment, 16 at a time',
    most: 0.3,
    unit: 'COMMITs',
    measurement: 'writes',
    column: 'COMMITs per comment',
  },
  {
    what: 'rows of Projects are there, processor slowed down',
    most: 1_000,
    unit: 'ms',
    measurement: 'first-screen',
    column: 'there after',
    floor: onFloor,
  },
]

const ofPostgres: readonly Omit<Goal, 'row'>[] = [
  {
    what: 'comments in one project, to SQLite',
    most: 1 / 0.4,
    unit: '×',
    measurement: 'writes',
    column: 'few: each takes',
    floor: { row: 'sqlite' },
  },
  {
    what: 'comments in 16 projects, to SQLite',
    most: 1 / 0.8,
    unit: '×',
    measurement: 'writes',
    column: 'apart: each takes',
    floor: { row: 'sqlite' },
  },
]

const lossless: readonly Omit<Goal, 'row'>[] = ['jitter', 'avalanche'].flatMap((measurement) =>
  ['missed', 'doubled'].map((column) => ({
    what: `${measurement}: messages ${column}`,
    most: 0,
    unit: 'messages' as const,
    measurement,
    column,
    takesHighest: true as const,
  })),
)

const ofBroker: Omit<Goal, 'row'> = {
  what: 'three servers: commit to delivery, p99, to one server',
  most: 2,
  unit: '×',
  measurement: 'nodes',
  column: '3: calm p99',
  floor: { column: '1: calm p99' },
}

const own: Record<DatabaseName, readonly Omit<Goal, 'row'>[]> = { sqlite: ofSqlite, postgres: ofPostgres }

export const goals: readonly Goal[] = [
  ...ofHub.map((goal) => ({ ...goal, row: 'hub' as const })),
  ...databaseNames.flatMap((row) =>
    [...ofEitherDatabase, ...lossless, ...own[row]].map((goal) => ({ ...goal, row })),
  ),
  ...brokerRows.map((row) => ({ ...ofBroker, row })),
]

export const goalHeads = ['row', 'goal', 'floor', 'at most', 'measured', '']

/** One line per goal whose figure was measured. */
export function goalLines(results: Results): string[][] {
  return goals.flatMap((goal) => {
    const value = figureOf(goal, results)
    if (value === undefined) return []
    const { row, what, most, unit } = goal
    const verdict = value <= most ? 'met' : 'NOT MET'
    const limit = `${Number(most.toPrecision(3))} ${unit}`
    return [[row, what, floorOf(goal, results), `≤ ${limit}`, `${format(value, unit)} ${unit}`, verdict]]
  })
}

function figureOf(goal: Goal, results: Results): number | undefined {
  const { measurement, row, column, unit, floor, takesHighest } = goal
  if (takesHighest) return results.highest(measurement, row, column)
  if (unit !== '×') return results.median(measurement, row)?.[column]?.value
  return results.ratio(measurement, row, column, floor?.column ?? column, floor?.row ?? row)
}

function floorOf({ measurement, row, column, floor }: Goal, results: Results): string {
  const figure = floor && results.median(measurement, floor.row ?? row)?.[floor.column ?? column]
  return figure === undefined ? '' : `${format(figure.value, figure.unit)} ${figure.unit}`
}

function format(value: number, unit: string): string {
  return value.toFixed(unit === 'messages' ? 0 : 2)
}
