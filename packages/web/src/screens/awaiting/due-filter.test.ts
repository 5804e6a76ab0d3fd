import { afterEach, describe, expect, it, vi } from 'vitest'
import { dueFilterFrom, dueFilterOf, withDueFilter } from './due-filter.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('what awaits one by its day', () => {
  it('is overdue, of today, of this week until Sunday, or later', () => {
    vi.stubEnv('TZ', 'Europe/Stockholm')
    // A Wednesday.
    const now = Date.parse('2026-03-25T12:00:00Z')
    const of = (day: string) => dueFilterOf(day, now)
    expect(['2026-03-24', '2025-12-31'].map(of)).toEqual(['overdue', 'overdue'])
    expect(of('2026-03-25')).toBe('today')
    expect(['2026-03-26', '2026-03-29'].map(of)).toEqual(['week', 'week'])
    expect(['2026-03-30', '2027-01-01'].map(of)).toEqual(['later', 'later'])
    expect(dueFilterOf(null, now)).toBe('none')
  })

  it('has a week of one day on Sunday, also when the clocks change and where the year does', () => {
    vi.stubEnv('TZ', 'America/Los_Angeles')
    const sunday = Date.parse('2026-03-08T18:00:00Z')
    expect(dueFilterOf('2026-03-08', sunday)).toBe('today')
    expect(dueFilterOf('2026-03-09', sunday)).toBe('later')
    const newYear = Date.parse('2026-12-31T20:00:00Z')
    expect(dueFilterOf('2027-01-03', newYear)).toBe('week')
    expect(dueFilterOf('2027-01-04', newYear)).toBe('later')
  })

  it('is the day where the reader is', () => {
    const moment = Date.parse('2026-03-25T23:30:00Z')
    vi.stubEnv('TZ', 'America/New_York')
    expect(dueFilterOf('2026-03-25', moment)).toBe('today')
    vi.stubEnv('TZ', 'Asia/Tokyo')
    expect(dueFilterOf('2026-03-25', moment)).toBe('overdue')
  })

  it('is kept in the address beside what else it says', () => {
    const sorted = new URLSearchParams('sort=title')
    const query = withDueFilter(sorted, 'today')
    expect(query.toString()).toBe('sort=title&due=today')
    expect(dueFilterFrom(query)).toBe('today')
    expect(withDueFilter(query, null).toString()).toBe('sort=title')
    for (const nonsense of ['due=yesterday', 'due=', '']) {
      expect(dueFilterFrom(new URLSearchParams(nonsense))).toBeNull()
    }
  })
})
