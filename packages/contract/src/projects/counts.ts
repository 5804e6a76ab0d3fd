/** Comparison of counts that events carry as absolute figures. */
import { type StatusCounts, statuses } from '../entities.ts'

/** Whether two sets of counts say the same. */
export function sameStatusCounts(a: StatusCounts, b: StatusCounts): boolean {
  return statuses.every((status) => a[status] === b[status])
}
