/**
 * Setup of `npm run test:long`: lets every fast-check property run with LONG_RUNS times as many cases as it asks
 * for, and from the seed LONG_SEED, so that the same properties search further than they do on every push.
 */
import { vi } from 'vitest'

const factor = Number(process.env.LONG_RUNS)
const seed = Number(process.env.LONG_SEED)

vi.mock('fast-check', async (importOriginal) => {
  const original = await importOriginal<typeof import('fast-check')>()
  const assert = ((property, parameters) => {
    const numRuns = Math.ceil((parameters?.numRuns ?? 100) * factor)
    return original.assert(property, { ...parameters, numRuns, seed })
  }) as typeof original.assert
  return { ...original, assert, default: { ...original.default, assert } }
})
