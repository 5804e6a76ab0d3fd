import { describe, expect, it } from 'vitest'
import { relativeTime, shortDuration } from '../src/design/time/relative-time.ts'

const now = Date.parse('2026-06-15T12:00:00.000Z')
const at = (distanceMs: number) => new Date(now + distanceMs).toISOString()
const minute = 60_000
const day = 24 * 60 * minute

describe('relativeTime', () => {
  it.each([
    [0, 'now'],
    [-4999, 'now'],
    [2000, 'now'],
    [-59_999, 'now'],
    [-60_000, '1 min ago'],
    [-59 * minute, '59 min ago'],
    [-60 * minute, '1 h ago'],
    [-day, '1 d ago'],
    [-7 * day + 1, '6 d ago'],
    [4 * 60 * minute, 'in 4 h'],
  ])('%d ms away reads %j', (distanceMs, expected) => {
    expect(relativeTime(at(distanceMs), now)).toBe(expected)
  })

  it('becomes a date after a week, with the year when it is another one', () => {
    expect(relativeTime(at(-7 * day), now)).not.toMatch(/ago|2026/)
    expect(relativeTime(at(-400 * day), now)).toContain('2025')
  })
})

it('shortDuration names the largest whole unit', () => {
  expect([0, 12_900, 90_000, 3 * 60 * minute, 2 * day].map(shortDuration)).toEqual([
    '0 s',
    '12 s',
    '1 min',
    '3 h',
    '2 d',
  ])
})
