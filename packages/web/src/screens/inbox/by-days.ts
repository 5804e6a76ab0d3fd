/** Puts the lines of the inbox under days without changing their order. Pure. */
import type { InboxEntry } from '@copydesk/contract'
import { dayOf } from '../../design/index.ts'

/**
 * An entry that came back from being snoozed is older than those it is above; it is listed under the day of the newest
 * of them, or a whole day would come up with it.
 */
export function byDays(entries: readonly InboxEntry[], nowMs: number): Map<string, InboxEntry[]> {
  let newest = ''
  const days = entries.toReversed().map((entry) => {
    if (entry.latest.createdAt > newest) newest = entry.latest.createdAt
    return { entry, day: dayOf(newest, nowMs) }
  })
  const grouped = Map.groupBy(days.reverse(), ({ day }) => day)
  return new Map([...grouped].map(([day, some]) => [day, some.map(({ entry }) => entry)]))
}
