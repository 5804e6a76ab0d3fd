import { describe, expect, it } from 'vitest'
import { AttemptLimiter } from './attempt-limiter.ts'

describe('attempt limiter', () => {
  it('lets so many through in a window and says how long to wait', () => {
    const limiter = new AttemptLimiter({ attempts: 2, windowMs: 1000 })
    expect([0, 10, 20].map((now) => limiter.attempt('a', now))).toEqual([0, 0, 980])
    expect(limiter.attempt('b', 20)).toBe(0)
    expect(limiter.attempt('a', 1000)).toBe(0)
  })

  it('forgets a key that succeeded', () => {
    const limiter = new AttemptLimiter({ attempts: 1, windowMs: 1000 })
    limiter.attempt('a', 0)
    limiter.clear('a')
    expect(limiter.attempt('a', 0)).toBe(0)
  })

  it('does not grow without end', () => {
    const limiter = new AttemptLimiter({ attempts: 1, windowMs: 1000 })
    for (let index = 0; index <= 10_000; index += 1) limiter.attempt(`key ${index}`, 0)
    expect(limiter.attempt('key 10000', 0)).toBeGreaterThan(0)
    expect(limiter.attempt('key 0', 0)).toBe(0)
  })
})
