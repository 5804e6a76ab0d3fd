/**
 * For how long one can snooze. Mornings are those of the person's zone, whatever the device says, and at nine on each side
 * of a change of clocks. Pure.
 */
import { fromAbsolute, Time, toCalendarDate, toCalendarDateTime } from '@internationalized/date'

export interface SnoozeTime {
  label: string
  at: Date
}

const morning = new Time(9)
const monday = 1

/** `now`: milliseconds. */
export function snoozeTimes(now: number, timeZone: string): SnoozeTime[] {
  const inHours = (hours: number) => new Date(now + hours * 3_600_000)
  const today = toCalendarDate(fromAbsolute(now, timeZone))
  const morningIn = (ahead: { days?: number; months?: number }) =>
    toCalendarDateTime(today.add(ahead), morning).toDate(timeZone)
  const weekday = new Date(Date.UTC(today.year, today.month - 1, today.day)).getUTCDay()
  return [
    { label: 'For an hour', at: inHours(1) },
    { label: 'For three hours', at: inHours(3) },
    { label: 'Tomorrow morning', at: morningIn({ days: 1 }) },
    { label: 'Monday morning', at: morningIn({ days: (monday - weekday + 7) % 7 || 7 }) },
    { label: 'In a month', at: morningIn({ months: 1 }) },
  ]
}

/** As that zone's clocks show it. A weekday names a day of the coming week alone; what is later needs its date. */
export function sayWhen(at: Date, now: number, timeZone: string): string {
  const isNear = at.getTime() - now < 7 * 24 * 3_600_000
  const day: Intl.DateTimeFormatOptions = isNear ? { weekday: 'short' } : { day: 'numeric', month: 'short' }
  return at.toLocaleString(undefined, { ...day, hour: 'numeric', minute: '2-digit', timeZone })
}
