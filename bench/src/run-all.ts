/** Runs the measurements that were asked for, and says what they gave. */
import { stopToldPostgres } from './databases/told-postgres.ts'
import type { Flags } from './flags.ts'
import { goalHeads, goalLines } from './goals.ts'
import { measurements } from './measurements/index.ts'
import { mostConnections } from './open-files.ts'
import { Results } from './results.ts'
import { isInstalled } from './servers/starters.ts'
import { layOut, measurementTable } from './table.ts'

/** `progress` is told what is measured next. */
export async function runAll(flags: Flags, progress: (text: string) => void): Promise<Results> {
  const results = new Results()
  try {
    for (let round = 0; round < flags.runs; round += 1) {
      await runRound(flags, results, (text) => progress(`round ${round + 1} of ${flags.runs}: ${text}`))
    }
  } finally {
    await stopToldPostgres()
  }
  return results
}

/** Servers take turns, so that a disturbance does not hit all the rounds of one. */
async function runRound(flags: Flags, results: Results, progress: (text: string) => void): Promise<void> {
  for (const { name, rows, measure } of measurements) {
    if (!flags.only.includes(name)) continue
    for (const row of rows) {
      if (!flags.rows.includes(row) || !isInstalled(row)) continue
      if (row === 'earlier' && flags.earlier === undefined) continue
      progress(`${name}, ${row}`)
      try {
        results.add(name, row, await measure(row, flags))
      } catch (error) {
        // The other figures are worth having nevertheless.
        results.addFailure(name, row, (error as Error).message)
        progress(`failed: ${(error as Error).stack}`)
      }
    }
  }
}

/** The tables of what was measured, and the goals. */
export function report(results: Results, flags: Flags): string {
  const tables = measurements
    .filter(({ name }) => flags.only.includes(name))
    .map((measurement) => `${measurement.title(flags)}\n\n${measurementTable(measurement, results)}`)
  const goals = goalLines(results)
  if (goals.length > 0) tables.push(layOut([goalHeads, ...goals]))
  if (results.failures.length > 0) tables.push(['Not measured:', ...results.failures].join('\n'))
  return tables.join('\n\n\n')
}

/** Fewer clients where the system allows fewer open files, and a word about it. */
export function withinOpenFiles(flags: Flags): { flags: Flags; warning: string | null } {
  const most = mostConnections()
  const { storm, subscribers, warmUp } = flags
  const fitting = {
    ...flags,
    storm: Math.min(storm, most),
    subscribers: Math.min(subscribers, Math.floor((most - warmUp) / 2)),
  }
  if (fitting.storm === storm && fitting.subscribers === subscribers) return { flags, warning: null }
  const warning = `Open files allow ${most} connections here: fewer clients than asked for. Raise the hard limit (ulimit -Hn, prlimit --nofile).`
  return { flags: fitting, warning }
}
