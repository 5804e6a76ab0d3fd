/**
 * Which moves of a status the signed-in person may make: those that write send, those that review decide. What is in
 * review under a rule is decided by approvals, and by no menu.
 */
import { actionOfMove, mayMoveStatus, type SettableStatus, type VersionSummary } from '@copydesk/contract'
import { useMay } from '../../people/use-may.ts'

/** What is moved: an item, or a version by itself. */
type Moved = Pick<VersionSummary, 'status' | 'approvals'>

export type MayMove = (of: Moved, to: SettableStatus) => boolean

export function useMayMove(): MayMove {
  const may = { 'item.write': useMay('item.write'), 'item.review': useMay('item.review') }
  return ({ status: from, approvals }, to) =>
    may['item.review'] &&
    may[actionOfMove(from, to)] &&
    mayMoveStatus(from, to) &&
    (approvals === null || to === 'draft')
}
