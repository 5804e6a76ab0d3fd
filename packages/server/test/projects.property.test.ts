/**
 * The promise of the journal, held against the real server: a snapshot of any moment, advanced by the events
 * after its position, equals a fresh snapshot. For whole lists and for windows of the content list alike.
 */
import fc from 'fast-check'
import { it } from 'vitest'
import { carryOut } from './carry-out-step.ts'
import { expectTrueCounts } from './comment-counts.ts'
import { checkHeld, holdAll } from './held-snapshots.ts'
import { opening, steps } from './project-steps.ts'
import { openPropertyDesk } from './property-desk.ts'
import { expectTrueReleases } from './release-truth.ts'

it('a snapshot of any moment and the events since equal a fresh snapshot', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.nat(100), fc.integer({ min: 1, max: 6 }), async (taken, moment, limit) => {
      const desk = await openPropertyDesk()
      try {
        for (const one of opening) await carryOut(desk, one)
        const turn = Math.floor((moment / 101) * taken.length)
        for (const one of taken.slice(0, turn)) await carryOut(desk, one)
        const held = await holdAll(desk, limit)
        for (const one of taken.slice(turn)) await carryOut(desk, one)
        await desk.runJobs()
        await checkHeld(desk, held)
        await expectTrueCounts(desk.storage)
        await expectTrueReleases(desk.storage)
      } finally {
        await desk.close()
      }
    }),
    { seed: 42, numRuns: 60 },
  )
})
