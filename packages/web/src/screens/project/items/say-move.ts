/** Moves of an item's status, in the words of doing them. */
import type { ProjectItem, SettableStatus } from '@copydesk/contract'

const moveWords: Record<SettableStatus, string> = {
  draft: 'Back to draft',
  in_review: 'In review',
  ready: 'Ready to publish',
  rejected: 'Reject…',
}

/** A move in the words of a menu. */
export function sayMove({ action, status: from }: ProjectItem, to: SettableStatus): string {
  if (isBack(from, to)) return 'Back to review'
  return action === 'unpublish' && to === 'ready' ? 'Ready to take down' : moveWords[to]
}

/** From where it has been in review before. */
function isBack(from: ProjectItem['status'], to: SettableStatus): boolean {
  return to === 'in_review' && (from === 'ready' || from === 'rejected')
}
