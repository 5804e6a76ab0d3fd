/** What can be done with several items at once. Pure. */
import {
  type Id,
  mayMoveStatus,
  type ProjectItem,
  type SettableStatus,
  settableStatuses,
} from '@copydesk/contract'

export interface BulkMove {
  status: SettableStatus
  /** Those of the items that may move there; the others are left out. */
  itemIds: Id[]
}

/** The statuses that at least one of the items may move to. */
export function bulkMoves(items: readonly ProjectItem[]): BulkMove[] {
  return settableStatuses
    .map((status) => ({
      status,
      itemIds: items.filter((item) => mayMoveStatus(item.status, status)).map((item) => item.id),
    }))
    .filter((move) => move.itemIds.length > 0)
}
