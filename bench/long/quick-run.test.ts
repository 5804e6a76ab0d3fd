/** The whole benchmark, as quick as it goes: that everything runs. */
import { expect, it } from 'vitest'
import { databaseNames } from '../src/databases/database.ts'
import { parseFlags } from '../src/flags.ts'
import { goalLines, goals } from '../src/goals.ts'
import { measurements } from '../src/measurements/index.ts'
import type { Row } from '../src/measurements/measurement.ts'
import { report, runAll } from '../src/run-all.ts'
import { isInstalled } from '../src/servers/starters.ts'

/** Each has three servers on a PostgreSQL with a demo of its own, which takes minutes; a short run has one of the brokers. */
const leftOut: Row[] = Number(process.env.LONG_RUNS ?? 20) < 10 ? ['by-notify', 'by-nats'] : []

it('runs every measurement on every server that is installed, with plausible figures', async () => {
  const flags = parseFlags(['--quick'])
  if (typeof flags === 'string') throw new Error(flags)
  flags.rows = flags.rows.filter((row) => !leftOut.includes(row))
  const results = await runAll(flags, () => undefined)
  expect(results.failures).toEqual([])
  for (const { name, rows } of measurements) {
    for (const row of rows.filter((name) => isMeasured(name, flags.rows))) {
      const figures = results.median(name, row) ?? {}
      expect(figures, `${name}, ${row}`).not.toEqual({})
      for (const [column, { value }] of Object.entries(figures)) {
        expect(value, `${name}, ${row}: ${column}`).toBeGreaterThanOrEqual(0)
        expect(value, `${name}, ${row}: ${column}`).toBeLessThan(1_000_000)
      }
    }
  }
  // 40 clients have 500 publications each.
  expect(results.median('storm', 'hub')).toMatchObject({
    delivered: { value: 20_000 },
    missed: { value: 0 },
    doubled: { value: 0 },
  })
  // The floor is fair only as long as its message is as long as a comment's; at times it holds two of those.
  const bytes = (row: Row) => results.median('latency', row)?.['shortest message']?.value ?? 0
  for (const row of databaseNames) expect(Math.abs(bytes(row) - bytes('floor'))).toBeLessThan(20)
  const text = report(results, flags)
  for (const { title } of measurements) expect(text).toContain(title(flags))
  // All goals but the one that compares to the earlier commit.
  expect(goalLines(results)).toHaveLength(goals.filter(({ row }) => flags.rows.includes(row)).length - 1)
})

/** The earlier commit is measured where its folder is given. */
function isMeasured(row: Row, rows: readonly Row[]): boolean {
  return row !== 'earlier' && rows.includes(row) && isInstalled(row)
}
