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

/** The items grouped by who they are assigned to and when they are due, to set both again with few commands. */
export function plansOf(
  items: readonly ProjectItem[],
): { assigneeId: Id | null; dueAt: string | null; items: ProjectItem[] }[] {
  const planned = items.filter((item) => item.assigneeId !== null || item.dueAt !== null)
  const groups = Map.groupBy(planned, (item) => `${item.assigneeId} ${item.dueAt}`)
  return [...groups.values()].map((group) => ({
    assigneeId: group[0]?.assigneeId ?? null,
    dueAt: group[0]?.dueAt ?? null,
    items: group,
  }))
}
