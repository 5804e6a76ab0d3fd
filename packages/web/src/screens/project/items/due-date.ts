/** Due dates: a day in the reader's time zone, kept as the instant at which that day ends. Pure. */
import type { Instant } from '@copydesk/contract'

/** The day of an instant as a date field takes it, `2026-01-31`; empty for none. */
export function dayOf(instant: Instant | null): string {
  if (instant === null) return ''
  const date = new Date(instant)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** The end of a day as an instant; null for an empty or impossible day. */
export function endOfDay(day: string): Instant | null {
  const date = new Date(`${day}T23:59:59.999`)
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}

/** Whether the day has passed. */
export function isOverdue(dueAt: Instant | null, nowMs: number): boolean {
  return dueAt !== null && Date.parse(dueAt) < nowMs
}
