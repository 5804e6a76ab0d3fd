/**
 * When a person is reminded: on the morning of the day before and of the day itself, where they are. What is due is a
 * day, so each is reminded by their own clock, on whichever side of midnight the others are. Pure.
 */
import type { CalendarDate } from '@copydesk/contract'
import { fromAbsolute, parseDate, Time, toCalendarDate, toCalendarDateTime } from '@internationalized/date'

const hour = 8

/** The mornings on which something that is due on a day is told of. */
export function morningsOf(dueAt: CalendarDate): CalendarDate[] {
  return [dayBefore(dueAt), dueAt]
}

/** The days that a morning reminds of. */
export function daysOf(morning: CalendarDate): CalendarDate[] {
  return [morning, parseDate(morning).add({ days: 1 }).toString()]
}

function dayBefore(day: CalendarDate): CalendarDate {
  return parseDate(day).subtract({ days: 1 }).toString()
}

/** Eight o'clock of that day in a time zone, in milliseconds since 1970. Of two in an hour that is repeated the first. */
export function morningAt(morning: CalendarDate, timeZone: string): number {
  return toCalendarDateTime(parseDate(morning), new Time(hour)).toDate(timeZone).getTime()
}

/** The day that it is in a time zone. */
export function dayAt(now: number, timeZone: string): CalendarDate {
  return toCalendarDate(fromAbsolute(now, timeZone)).toString()
}
