import { buildInboxEntry } from '@copydesk/testkit/entities'
import { expect, it } from 'vitest'
import { byDays } from '../src/screens/inbox/by-days.ts'

const now = Date.parse('2026-03-12T12:30:00Z')
const told = (createdAt: string) => {
  const entry = buildInboxEntry()
  return { ...entry, latest: { ...entry.latest, createdAt } }
}

it('lists what came back from being snoozed where it came back, and its day where that was', () => {
  const today = told('2026-03-12T12:10:00.000Z')
  const [early, late] = [told('2026-03-09T10:00:00.000Z'), told('2026-03-09T10:30:00.000Z')]
  expect([...byDays([early, today, late], now).values()]).toEqual([[early, today], [late]])
  expect([...byDays([today, late, early], now).values()]).toEqual([[today], [late, early]])
  expect([...byDays([today, early], now).keys()][0]).toBe('Today')
  expect(byDays([], now).size).toBe(0)
})
