/** The statuses of a version, and what may become of it by hand: the one table for the server and for menus. */

/** Every status a version can have; the last three are results of scheduling and publishing only. */
export const statuses = [
  'draft',
  'in_review',
  'ready',
  'rejected',
  'scheduled',
  'published',
  'previously_published',
] as const
export type Status = (typeof statuses)[number]

/** The statuses a person may set on an item by hand. */
export const settableStatuses = ['draft', 'in_review', 'ready', 'rejected'] as const
export type SettableStatus = (typeof settableStatuses)[number]

/** From each status to those a person may set: draft ⇄ in review ⇄ ready; in review ⇄ rejected → draft, as by an edit. */
export const statusMoves: Record<Status, readonly SettableStatus[]> = {
  draft: ['in_review'],
  in_review: ['draft', 'ready', 'rejected'],
  ready: ['in_review'],
  rejected: ['in_review', 'draft'],
  scheduled: [],
  published: [],
  previously_published: [],
}

/** Whether a person may move a version from one status to another. */
export function mayMoveStatus(from: Status, to: SettableStatus): boolean {
  return statusMoves[from].includes(to)
}

/** Sending to review and taking back is of those who write, deciding and reopening of those who review. */
export function actionOfMove(from: Status, to: SettableStatus): 'item.write' | 'item.review' {
  return to === 'draft' || (to === 'in_review' && from !== 'ready') ? 'item.write' : 'item.review'
}

/** Whether title and body may change. A ready version must go back to review first: what was agreed stays. */
export function isEditable(status: Status): boolean {
  return status === 'draft' || status === 'in_review' || status === 'rejected'
}

/** Whether the version is, or was, live. Such a version never changes again. */
export function wasPublished(status: Status): boolean {
  return status === 'published' || status === 'previously_published'
}
