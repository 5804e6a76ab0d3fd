import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DeadlineWheel } from './deadline-wheel.ts'

describe('DeadlineWheel', () => {
  it('calls each item within one tick of its time, once', () => {
    const delays = fc.array(fc.integer({ min: 0, max: 25_000 }), { maxLength: 50 })
    fc.assert(
      fc.property(delays, fc.integer({ min: 0, max: 40 }), (wanted, ticksBefore) => {
        let now = 0
        const due = new Map<number, number>()
        const wheel = new DeadlineWheel<{ slot: number; key: number }>(1_000, 25_000, ({ key }) =>
          due.set(key, now),
        )
        for (let tick = 0; tick < ticksBefore; tick += 1) wheel.tick()
        wanted.forEach((delay, key) => {
          wheel.set({ slot: -1, key }, delay)
        })
        for (now = 1_000; now <= 60_000; now += 1_000) wheel.tick()
        wanted.forEach((delay, key) => {
          const at = due.get(key) ?? -1
          expect(at).toBeGreaterThanOrEqual(delay)
          expect(at).toBeLessThanOrEqual(Math.max(delay, 1) + 1_000)
        })
        expect(due.size).toBe(wanted.length)
      }),
      { seed: 42 },
    )
  })

  it('keeps one deadline per item and forgets deleted ones', () => {
    const due: string[] = []
    const wheel = new DeadlineWheel<{ slot: number; name: string }>(1_000, 10_000, ({ name }) =>
      due.push(name),
    )
    const moved = { slot: -1, name: 'moved' }
    const deleted = { slot: -1, name: 'deleted' }
    wheel.set(moved, 1_000)
    wheel.set(deleted, 1_000)
    wheel.set(moved, 5_000)
    wheel.delete(deleted)
    wheel.delete(deleted)
    for (let tick = 0; tick < 4; tick += 1) wheel.tick()
    expect(due).toEqual([])
    wheel.tick()
    expect(due).toEqual(['moved'])
  })

  it('lets an item set its next deadline while it is called', () => {
    let calls = 0
    const wheel = new DeadlineWheel<{ slot: number }>(1_000, 10_000, (item) => {
      calls += 1
      wheel.set(item, 1_000)
    })
    wheel.set({ slot: -1 }, 1_000)
    for (let tick = 0; tick < 30; tick += 1) wheel.tick()
    expect(calls).toBe(30)
  })
})
