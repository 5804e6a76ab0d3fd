/** What can be done with several items at once. Pure. */
import { type Id, type ProjectItem, type SettableStatus, settableStatuses } from '@copydesk/contract'
import type { MayMove } from '../../../projects/review/use-may-move.ts'

export interface BulkMove {
  status: SettableStatus
  /** Those of the items that may move there; the others are left out. */
  itemIds: Id[]
}

/** The statuses that at least one of the items may move to. */
export function bulkMoves(items: readonly ProjectItem[], mayMove: MayMove): BulkMove[] {
  return settableStatuses
    .map((status) => ({
      status,
      itemIds: items.filter((item) => mayMove(item, status)).map((item) => item.id),
    }))
    .filter((move) => move.itemIds.length > 0)
}
