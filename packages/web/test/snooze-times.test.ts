import { describe, expect, it } from 'vitest'
import { snoozeTimes } from '../src/screens/inbox/snooze-times.ts'

const at = (label: string, now: string, zone: string) =>
  snoozeTimes(Date.parse(now), zone)
    .find((one) => one.label === label)
    ?.at.toISOString()

describe('snoozing', () => {
  it('until tomorrow morning is until nine on the next day of the person’s zone', () => {
    // It is Tuesday in Tokyo and still Monday in New York.
    const now = '2026-03-02T23:30:00Z'
    expect(at('Tomorrow morning', now, 'Asia/Tokyo')).toBe('2026-03-04T00:00:00.000Z')
    expect(at('Tomorrow morning', now, 'America/New_York')).toBe('2026-03-03T14:00:00.000Z')
  })

  it('is until nine by the clock where clocks change in the night, either way', () => {
    expect(at('Tomorrow morning', '2026-03-28T12:00:00Z', 'Europe/Berlin')).toBe('2026-03-29T07:00:00.000Z')
    expect(at('Tomorrow morning', '2026-10-24T12:00:00Z', 'Europe/Berlin')).toBe('2026-10-25T08:00:00.000Z')
    expect(at('In a month', '2026-03-10T12:00:00Z', 'Europe/Berlin')).toBe('2026-04-10T07:00:00.000Z')
  })

  it('for hours is for so long, whatever the clocks do meanwhile', () => {
    expect(at('For three hours', '2026-03-29T00:30:00Z', 'Europe/Berlin')).toBe('2026-03-29T03:30:00.000Z')
    expect(at('For an hour', '2026-10-25T00:30:00Z', 'Europe/Berlin')).toBe('2026-10-25T01:30:00.000Z')
  })

  it('until Monday is never until today, nor later than in a week', () => {
    expect(at('Monday morning', '2026-03-02T12:00:00Z', 'UTC')).toBe('2026-03-09T09:00:00.000Z')
    expect(at('Monday morning', '2026-03-08T23:00:00Z', 'UTC')).toBe('2026-03-09T09:00:00.000Z')
    // Where it is Monday already.
    expect(at('Monday morning', '2026-03-08T23:00:00Z', 'Asia/Tokyo')).toBe('2026-03-16T00:00:00.000Z')
  })

  it('for a month ends within the next one, also from its last day', () => {
    expect(at('In a month', '2026-01-31T12:00:00Z', 'UTC')).toBe('2026-02-28T09:00:00.000Z')
  })
})
