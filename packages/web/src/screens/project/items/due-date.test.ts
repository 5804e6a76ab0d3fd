import { describe, expect, it } from 'vitest'
import { dayOf, endOfDay, isOverdue } from './due-date.ts'

describe('due dates', () => {
  it('keep the day that was chosen, in whatever time zone', () => {
    expect(dayOf(endOfDay('2026-03-29'))).toBe('2026-03-29')
    expect(dayOf(endOfDay('2024-02-29'))).toBe('2024-02-29')
  })

  it('take nothing for an empty or impossible day', () => {
    expect(endOfDay('')).toBeNull()
    expect(endOfDay('2026-13-01')).toBeNull()
    expect(dayOf(null)).toBe('')
  })

  it('are over when the day has ended', () => {
    const due = endOfDay('2026-03-29')
    const dueMs = Date.parse(due ?? '')
    expect(isOverdue(due, dueMs)).toBe(false)
    expect(isOverdue(due, dueMs + 1)).toBe(true)
    expect(isOverdue(null, dueMs)).toBe(false)
  })
})
