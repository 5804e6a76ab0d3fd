/** For how long one can snooze, by the clock of this device. Pure. */

export interface SnoozeTime {
  label: string
  at: Date
}

const morningHour = 9
const monday = 1

export function snoozeTimes(now: Date): SnoozeTime[] {
  const inHours = (hours: number) => new Date(now.getTime() + hours * 3_600_000)
  const morningIn = (days: number) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, morningHour)
  const untilMonday = (monday - now.getDay() + 7) % 7 || 7
  return [
    { label: 'For an hour', at: inHours(1) },
    { label: 'For three hours', at: inHours(3) },
    { label: 'Tomorrow morning', at: morningIn(1) },
    { label: 'Monday morning', at: morningIn(untilMonday) },
    { label: 'In a month', at: morningIn(30) },
  ]
}

/** A weekday names a day of the coming week alone; what is later needs its date. */
export function sayWhen(at: Date, now: Date): string {
  const isNear = at.getTime() - now.getTime() < 7 * 24 * 3_600_000
  const day: Intl.DateTimeFormatOptions = isNear ? { weekday: 'short' } : { day: 'numeric', month: 'short' }
  return at.toLocaleString(undefined, { ...day, hour: 'numeric', minute: '2-digit' })
}
