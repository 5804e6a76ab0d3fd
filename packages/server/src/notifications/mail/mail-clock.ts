/**
 * When mail may come, by the clock of its person's zone. Pure. Where clocks are set forward over an hour, what was for that
 * hour comes after it; where an hour comes twice, in the first of them.
 */
import type { MailSettings, Weekday } from '@copydesk/contract'
import {
  type CalendarDate,
  fromAbsolute,
  Time,
  toCalendarDate,
  toCalendarDateTime,
} from '@internationalized/date'

type Schedule = Pick<MailSettings, 'workingDays' | 'quietHours'>

/** When it is quiet no more; the instant itself where it is not quiet. */
export function quietUntil(at: number, { workingDays, quietHours }: Schedule, timeZone: string): number {
  if (quietHours === null) return at
  const { from, to } = quietHours
  const isQuietHour = (hour: number) => (from <= to ? hour >= from && hour < to : hour >= from || hour < to)
  let open = at
  // Within a week and a day there is a working day with an hour that is not quiet.
  for (let step = 0; step < 16; step += 1) {
    const local = fromAbsolute(open, timeZone)
    const day = toCalendarDate(local)
    if (!workingDays.includes(weekdayOf(day))) open = instantAt(day.add({ days: 1 }), 0, timeZone)
    else if (isQuietHour(local.hour)) {
      open = instantAt(local.hour < to ? day : day.add({ days: 1 }), to, timeZone)
    } else return open
  }
  return open
}

/** When the next digest is due; undefined where there is none. `lastAt` is when the last one was put together. */
export function nextDigest(
  now: number,
  { digest, workingDays }: Pick<MailSettings, 'digest' | 'workingDays'>,
  timeZone: string,
  lastAt: number | undefined,
): number | undefined {
  if (digest.every === 'off') return undefined
  const today = toCalendarDate(fromAbsolute(now, timeZone))
  const last = lastAt === undefined ? undefined : toCalendarDate(fromAbsolute(lastAt, timeZone))
  for (let ahead = 0; ahead <= 14; ahead += 1) {
    const day = today.add({ days: ahead })
    const at = instantAt(day, digest.hour, timeZone)
    const isDay =
      digest.every === 'weekly' ? weekdayOf(day) === digest.weekday : workingDays.includes(weekdayOf(day))
    const periodOf = digest.every === 'weekly' ? mondayOf : (date: CalendarDate) => date
    const isNewPeriod = last === undefined || periodOf(last).compare(periodOf(day)) < 0
    if (at > now && isDay && isNewPeriod) return at
  }
  return undefined
}

function instantAt(day: CalendarDate, hour: number, timeZone: string): number {
  return toCalendarDateTime(day, new Time(hour)).toDate(timeZone).getTime()
}

function weekdayOf({ year, month, day }: CalendarDate): Weekday {
  const sundayFirst = new Date(Date.UTC(year, month - 1, day)).getUTCDay()
  return (sundayFirst === 0 ? 7 : sundayFirst) as Weekday
}

function mondayOf(day: CalendarDate): CalendarDate {
  return day.subtract({ days: weekdayOf(day) - 1 })
}
