import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backoffMs, fullJitterMs } from './clock.ts'

describe('backoffMs', () => {
  it('stays between its bounds, and its ceiling doubles up to the cap', () => {
    const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
    fc.assert(
      fc.property(fc.nat(1000), share, (attempt, random) => {
        const delay = backoffMs(attempt, 500, 20_000, () => random)
        const ceiling = Math.min(20_000, 500 * 2 ** Math.min(attempt, 30))
        expect(delay).toBeGreaterThanOrEqual(500)
        expect(delay).toBeLessThanOrEqual(ceiling)
      }),
      { seed: 42 },
    )
  })

  it('spreads clients over the whole range', () => {
    expect(backoffMs(3, 500, 20_000, () => 0)).toBe(500)
    expect(backoffMs(3, 500, 20_000, () => 0.5)).toBe(2250)
    expect(backoffMs(3, 500, 20_000, () => 0.999)).toBe(3997)
  })
})

describe('fullJitterMs', () => {
  it('spreads clients from nothing up to a ceiling that doubles up to the cap', () => {
    const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
    fc.assert(
      fc.property(fc.nat(1000), share, (attempt, random) => {
        const delay = fullJitterMs(attempt, 500, 20_000, () => random)
        expect(delay).toBeGreaterThanOrEqual(0)
        expect(delay).toBeLessThanOrEqual(Math.min(20_000, 1_000 * 2 ** Math.min(attempt, 30)))
      }),
      { seed: 42 },
    )
    expect(fullJitterMs(2, 500, 20_000, () => 0)).toBe(0)
    expect(fullJitterMs(2, 500, 20_000, () => 0.5)).toBe(2_000)
  })
})
