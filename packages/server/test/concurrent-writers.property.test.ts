/** The promise of the journal, put to random writers. Seeds are fixed; which command is first is up to the database. */
import fc from 'fast-check'
import { it } from 'vitest'
import { checkWriters, editor, onlooker, stepper } from './concurrent-writers.ts'
import { steps } from './project-steps.ts'
import { openPropertyDesk } from './property-desk.ts'

const runs = 2 * Number(process.env.LONG_RUNS ?? 1)
const writers = 4

it.each(Array.from({ length: runs }, (_, index) => index + 1))(
  `${writers} writers at once leave what each of their events said (seed %i)`,
  async (seed) => {
    const desk = await openPropertyDesk()
    try {
      const random = fc.sample(steps, { seed, numRuns: writers })
      await checkWriters(desk, [...random.map(stepper), editor, editor, onlooker])
    } finally {
      await desk.close()
    }
  },
  120_000,
)
