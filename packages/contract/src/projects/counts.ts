/** How the items of a project count by status, as absolute figures of the server. */
import { type Status, statuses } from '../content/status.ts'

export type StatusCounts = Record<Status, number>

/** Whether two sets of counts say the same. */
export function sameStatusCounts(a: StatusCounts, b: StatusCounts): boolean {
  return statuses.every((status) => a[status] === b[status])
}
