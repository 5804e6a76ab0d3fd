import { afterEach, describe, expect, it, vi } from 'vitest'
import { dayFrom, isOverdue } from './due-date.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('due dates', () => {
  it('are the days that were chosen', () => {
    expect(dayFrom('2026-03-29')).toBe('2026-03-29')
    expect(dayFrom('2024-02-29')).toBe('2024-02-29')
  })

  it('take nothing for an empty or impossible day', () => {
    for (const typed of ['', '2026-13-01', '2026-02-30']) expect(dayFrom(typed)).toBeNull()
  })

  it.each([
    ['Asia/Tokyo', '2026-03-29T14:59:59.999Z'],
    ['Europe/Stockholm', '2026-03-29T21:59:59.999Z'],
    ['America/Los_Angeles', '2026-03-30T06:59:59.999Z'],
  ])('are over when the day has ended in %s', (zone, lastMoment) => {
    vi.stubEnv('TZ', zone)
    const last = Date.parse(lastMoment)
    expect(isOverdue('2026-03-29', last)).toBe(false)
    expect(isOverdue('2026-03-29', last + 1)).toBe(true)
    expect(isOverdue(null, last)).toBe(false)
  })
})
