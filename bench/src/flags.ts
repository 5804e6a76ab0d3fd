/** Command line of the benchmark. */
import { parseArgs } from 'node:util'
import type { Load } from './capacity/capacity.ts'
import { assumed } from './capacity/last-measured.ts'
import { databaseNames } from './databases/database.ts'
import { measurements } from './measurements/index.ts'
import { productNames, type Row } from './measurements/measurement.ts'
import { brokerRows } from './nodes/node-set.ts'
import { restartableRows } from './nodes/restartable.ts'
import { serverNames } from './servers/bench-server.ts'

export interface Flags {
  /** WebSockets per server in fan-out and, twice as many, in connect and memory. */
  subscribers: number
  /** Connections opened before memory is measured, and twice the comments of the smaller project of writes, so that the code is there and warm. */
  warmUp: number
  /** Length of one measurement of fan-out and of latency. */
  seconds: number
  /** Repetitions; the median counts. */
  runs: number
  /** Length of a message's payload. */
  bytes: number
  /** Clients of the recovery storm. */
  storm: number
  /** Comments through the HTTP API, as fast as they go. */
  commits: number
  /** Pages imported, items published and people notified at once. */
  bulk: number
  /** Projects, pieces of content and openings of each of their lists. */
  projects: number
  content: number
  openings: number
  /** Subscribers and rate of the way from commit to delivery. */
  listeners: number
  writesPerSecond: number
  /** A folder with an earlier commit and its libraries, measured beside this one. */
  earlier: string | undefined
  /** Numbers of connections whose capacity is computed, in place of a measurement. */
  capacity: number[]
  /** What that assumes. */
  assumed: Omit<Load, 'connections'>
  /** Names of measurements. */
  only: string[]
  rows: Row[]
}

const defaults = {
  subscribers: 2_000,
  'warm-up': 1_000,
  seconds: 2,
  runs: 3,
  bytes: 200,
  storm: 5_000,
  commits: 2_000,
  bulk: 5_000,
  projects: 2_000,
  content: 50_000,
  openings: 10,
  listeners: 1_000,
  writes: 200,
  'per-project': assumed.perProject,
  changes: assumed.changesPerMinute,
  'most-connections': assumed.server.mostConnections,
}
/** Only shows that everything runs; its figures mean nothing. */
const quick: typeof defaults = {
  ...defaults,
  subscribers: 40,
  'warm-up': 10,
  seconds: 0.3,
  runs: 1,
  bytes: 200,
  storm: 40,
  commits: 20,
  bulk: 20,
  projects: 20,
  content: 100,
  openings: 1,
  listeners: 40,
  writes: 40,
}
const least: typeof defaults = {
  subscribers: 1,
  'warm-up': 0,
  seconds: 0.1,
  runs: 1,
  bytes: 60,
  storm: 1,
  commits: 1,
  bulk: 1,
  projects: 2,
  content: 1,
  openings: 1,
  listeners: 40,
  writes: 1,
  'per-project': 1,
  changes: 0,
  'most-connections': 1,
}

const names = measurements.map(({ name }) => name)
const allRows: readonly Row[] = [
  ...new Set<Row>([...serverNames, ...productNames, ...brokerRows, ...restartableRows]),
]

export const help = `Usage: npm run bench -- [options]
  --only LIST       some of ${names.join(',')}
  --servers LIST    some of ${allRows.join(',')}
  --database NAME   sqlite, postgres or both: what the whole product keeps everything in (both)
  --runs N          repetitions, of which the median counts (${defaults.runs})
  --seconds N       length of one measurement of fan-out and of latency (${defaults.seconds})
  --subscribers N   WebSockets per server (${defaults.subscribers})
  --warm-up N       connections, or commits, before the clock starts (${defaults['warm-up']})
  --bytes N         length of a message (${defaults.bytes})
  --storm N         clients of the recovery storm (${defaults.storm})
  --listeners N     subscribers of the way from commit to delivery (${defaults.listeners})
  --writes N        its writes a second (${defaults.writes})
  --commits N       comments as fast as they go (${defaults.commits})
  --bulk N          pages, items and people of what is done at once (${defaults.bulk})
  --projects N      projects of a full site (${defaults.projects}), one of them with as many items as --bulk says
  --content N       its pieces of content (${defaults.content})
  --openings N      of each of its lists, after as many that only warm it up (${defaults.openings})
  --capacity LIST   the servers that so many connections need, on paper; nothing is measured then
  --per-project N   of these, so many follow the same project (${defaults['per-project']})
  --changes N       changes a minute in each project (${defaults.changes})
  --most-connections N   of one server (${defaults['most-connections']})
  --earlier FOLDER  an earlier commit, checked out and installed (npm ci), to measure beside this one
  --quick           small numbers, to see that everything runs; the figures mean nothing
Steadier figures: --seconds 10 --runs 5`

/** The flags, or what is wrong with them. */
export function parseFlags(args: string[]): Flags | string {
  try {
    const { values } = parseArgs({
      args,
      options: {
        ...(Object.fromEntries(Object.keys(defaults).map((name) => [name, { type: 'string' }])) as Record<
          keyof typeof defaults,
          { type: 'string' }
        >),
        only: { type: 'string', default: names.join(',') },
        servers: { type: 'string', default: allRows.join(',') },
        database: { type: 'string', default: 'both' },
        earlier: { type: 'string' },
        capacity: { type: 'string' },
        quick: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    if (values.help) return help
    const read = (name: keyof typeof defaults) => {
      const text = values[name]
      return text === undefined ? (values.quick ? quick : defaults)[name] : atLeast(least[name], name, text)
    }
    return {
      subscribers: read('subscribers'),
      warmUp: read('warm-up'),
      seconds: read('seconds'),
      runs: read('runs'),
      bytes: read('bytes'),
      storm: read('storm'),
      commits: read('commits'),
      bulk: read('bulk'),
      projects: read('projects'),
      content: read('content'),
      openings: read('openings'),
      listeners: read('listeners'),
      writesPerSecond: read('writes'),
      earlier: values.earlier,
      capacity: values.capacity?.split(',').map((text) => atLeast(1, 'capacity', text)) ?? [],
      assumed: {
        ...assumed,
        perProject: read('per-project'),
        changesPerMinute: read('changes'),
        server: { ...assumed.server, mostConnections: read('most-connections') },
      },
      only: someOf(names, 'measurement', values.only),
      rows: someOf(allRows, 'server', values.servers).filter((row) => isOn(values.database, row)),
    }
  } catch (error) {
    return `${(error as Error).message}\n${help}`
  }
}

function atLeast(least: number, name: string, text: string): number {
  const value = Number(text)
  const isValid = name === 'seconds' ? Number.isFinite(value) : Number.isInteger(value)
  if (!isValid || value < least) throw new RangeError(`--${name} must be a number from ${least} on`)
  return value
}

/** Whether a row is to be measured when the product is to be on this database. */
function isOn(database: string, row: Row): boolean {
  const isKnown = database === 'both' || databaseNames.some((name) => name === database)
  if (!isKnown) throw new RangeError(`--database must be ${databaseNames.join(', ')} or both`)
  const isOther = databaseNames.some((name) => name === row && name !== database)
  return database === 'both' || !isOther
}

/** In their usual order. */
function someOf<Name extends string>(known: readonly Name[], what: string, list: string): Name[] {
  const wanted = list.split(',')
  const unknown = wanted.find((name) => !known.some((one) => one === name))
  if (unknown !== undefined) throw new RangeError(`Unknown ${what} ${unknown}`)
  return known.filter((name) => wanted.includes(name))
}
