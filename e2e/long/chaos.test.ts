/**
 * Three servers on one database while all that may fail does: what was acknowledged is there, once, and every client has
 * it in order at the end. `LONG_RUNS` of ten and more: so many runs of a minute for each broker; fewer: a short one.
 */
import { expect, it } from 'vitest'
import { brokerKinds } from '../src/chaos/broker-between.ts'
import { accountOf, figuresOf } from '../src/chaos/report.ts'
import { runChaos } from '../src/chaos/run-chaos.ts'

const firstSeed = Number(process.env.LONG_SEED ?? 42)
const wanted = Number(process.env.LONG_RUNS ?? 1)
const { runs, lengthMs } = wanted < 10 ? { runs: 1, lengthMs: 15_000 } : { runs: wanted, lengthMs: 60_000 }

const cases = brokerKinds.flatMap((broker) =>
  Array.from({ length: runs }, (_, index) => ({ broker, seed: firstSeed + index })),
)

it.each(cases)('loses and doubles nothing: $broker, seed $seed', async ({ broker, seed }) => {
  const report = await runChaos({ broker, seed, lengthMs })
  console.log(figuresOf(report))
  expect(report.findings, accountOf(report)).toEqual([])
})
