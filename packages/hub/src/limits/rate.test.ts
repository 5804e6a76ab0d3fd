import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Rate } from './rate.ts'

describe('Rate', () => {
  it('lets ten seconds’ worth through at once, and then one after the other', () => {
    const rate = new Rate(2)
    let due: number | null = 0
    let passed = 0
    while (due !== null) {
      due = rate.next(due, 5_000)
      if (due !== null) passed += 1
    }
    expect(passed).toBe(20)
    expect(rate.next(15_000, 5_400)).toBeNull()
    expect(rate.next(15_000, 5_500)).toBe(15_500)
  })

  it('never lets more through than the rate and ten seconds’ worth, however it comes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.integer({ min: 0, max: 2_000 })),
        (perSecond, gaps) => {
          const rate = new Rate(perSecond)
          let due = 0
          let now = 1_000
          let passed = 0
          for (const gap of gaps) {
            now += gap
            const next = rate.next(due, now)
            if (next !== null) {
              due = next
              passed += 1
            }
          }
          expect(passed).toBeLessThanOrEqual(((now - 1_000) / 1_000 + 10) * perSecond + 1)
        },
      ),
      { seed: 42 },
    )
  })

  it('knows no limit when there is none', () => {
    const rate = new Rate(Number.POSITIVE_INFINITY)
    let due = 0
    for (let count = 0; count < 100_000; count += 1) due = rate.next(due, 1_000) ?? -1
    expect(due).toBe(1_000)
  })
})
