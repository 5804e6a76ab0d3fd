/** How a change to items is taken back: what to set them to, each only while it is as the change left it. Pure. */
import { type ChangeItem, type ProjectItem, type SeenItem, settableStatuses } from '@copydesk/contract'
import type { MayMove } from '../../../projects/review/use-may-move.ts'

/** Items that get the same back. */
export interface WayBack {
  change: ChangeItem
  items: SeenItem[]
}

/**
 * The ways back of a change, one for each value that the items had; none where even one item has none: what somebody
 * else changed in the same moment, or a status without a way back. A rejection is one, since its sentence is another's,
 * and so are approvals, which would not come again.
 */
export function waysBack(
  before: readonly ProjectItem[],
  after: readonly ProjectItem[],
  change: ChangeItem,
  mayMove: MayMove,
): WayBack[] {
  const was = new Map(before.map((item) => [item.id, item]))
  const ways = new Map<string, WayBack>()
  for (const item of after) {
    const old = was.get(item.id)
    if (old === undefined) return []
    if (old.revision === item.revision) continue
    const back = old.revision + 1 === item.revision ? changeBack(old, item, change, mayMove) : null
    if (back === null) return []
    const key = JSON.stringify(back)
    const way = ways.get(key) ?? { change: back, items: [] }
    way.items.push({ id: item.id, revision: item.revision })
    ways.set(key, way)
  }
  return [...ways.values()]
}

function changeBack(
  old: ProjectItem,
  item: ProjectItem,
  { status, assigneeId, dueAt }: ChangeItem,
  mayMove: MayMove,
): ChangeItem | null {
  const others = {
    ...(assigneeId === undefined ? {} : { assigneeId: old.assigneeId }),
    ...(dueAt === undefined ? {} : { dueAt: old.dueAt }),
  }
  if (status === undefined || old.status === item.status) return others
  const to = settableStatuses.find((one) => one === old.status)
  if (to === undefined || to === 'rejected' || old.approvals !== null) return null
  return mayMove(item, to) ? { ...others, status: to } : null
}

/** Those of the items that are not as they were left. */
export function changedSince(left: readonly SeenItem[], now: readonly ProjectItem[]): SeenItem[] {
  const known = new Map(now.map((item) => [item.id, item.revision]))
  return left.filter(({ id, revision }) => known.get(id) !== revision)
}
