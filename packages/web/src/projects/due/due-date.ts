/** Due dates: days of the calendar, the same wherever one is. Pure. */
import type { CalendarDate } from '@copydesk/contract'

/** The day that a date field names; null for an empty or impossible one. */
export function dayFrom(typed: string): CalendarDate | null {
  const midnight = Date.parse(`${typed}T00:00:00Z`)
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(typed) ? typed : null
}

/** Whether the day has passed where the reader is. */
export function isOverdue(dueAt: CalendarDate | null, nowMs: number): boolean {
  return dueAt !== null && dueAt < localDay(nowMs)
}

/** The day that it is where the reader is. */
export function localDay(ms: number): CalendarDate {
  const date = new Date(ms)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
