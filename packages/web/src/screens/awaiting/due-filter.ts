/** What awaits one, narrowed by when it is due, as the address says. Pure. */
import type { CalendarDate } from '@copydesk/contract'
import { localDay } from '../../projects/due/due-date.ts'

/** Each row is in one of them. */
export const dueFilters = ['overdue', 'today', 'week', 'later', 'none'] as const
export type DueFilter = (typeof dueFilters)[number]

export const dueFilterWords: Record<DueFilter, string> = {
  overdue: 'Overdue',
  today: 'Today',
  week: 'This week',
  later: 'Later',
  none: 'No date',
}

/** Null where the address narrows nothing. */
export function dueFilterFrom(query: URLSearchParams): DueFilter | null {
  return dueFilters.find((one) => one === query.get('due')) ?? null
}

/** The query with the filter in it; what else it says stays. */
export function withDueFilter(before: URLSearchParams, filter: DueFilter | null): URLSearchParams {
  const query = new URLSearchParams(before)
  if (filter === null) query.delete('due')
  else query.set('due', filter)
  return query
}

/** When it is due where the reader is; a week ends with its Sunday. */
export function dueFilterOf(dueAt: CalendarDate | null, nowMs: number): DueFilter {
  if (dueAt === null) return 'none'
  const today = localDay(nowMs)
  if (dueAt <= today) return dueAt < today ? 'overdue' : 'today'
  return dueAt <= sundayAfter(today) ? 'week' : 'later'
}

function sundayAfter(day: CalendarDate): CalendarDate {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + ((7 - date.getUTCDay()) % 7))
  return date.toISOString().slice(0, 10)
}
