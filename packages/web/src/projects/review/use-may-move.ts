/**
 * Which moves of a status the signed-in person may make: those that write send, those that review decide. What is in
 * review under a rule is decided by approvals, and by no menu.
 */
import { actionOfMove, mayMoveStatus, type SettableStatus, type VersionSummary } from '@copydesk/contract'
import { useCallback } from 'react'
import { useMay } from '../../people/use-may.ts'

/** What is moved: an item, or a version by itself. */
type Moved = Pick<VersionSummary, 'status' | 'approvals'>

export type MayMove = (of: Moved, to: SettableStatus) => boolean

export function useMayMove(): MayMove {
  const mayWrite = useMay('item.write')
  const mayReview = useMay('item.review')
  return useCallback(
    ({ status: from, approvals }, to) =>
      mayReview &&
      (mayWrite || actionOfMove(from, to) === 'item.review') &&
      mayMoveStatus(from, to) &&
      (approvals === null || to === 'draft'),
    [mayWrite, mayReview],
  )
}
