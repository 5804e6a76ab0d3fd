/** Which moves of a status the signed-in person may make: those that write send, those that review decide. */
import { actionOfMove, mayMoveStatus, type SettableStatus, type Status } from '@copydesk/contract'
import { useMay } from '../../people/use-may.ts'

export type MayMove = (from: Status, to: SettableStatus) => boolean

export function useMayMove(): MayMove {
  const may = { 'item.write': useMay('item.write'), 'item.review': useMay('item.review') }
  return (from, to) => may['item.review'] && may[actionOfMove(from, to)] && mayMoveStatus(from, to)
}
