/** What the signed-in person may do, to leave out what the server would refuse. The server decides. */
import { type Action, may } from '@copydesk/contract'
import { useMe } from '@copydesk/react'

/** Whether the person's role of this moment allows an action. */
export function useMay(action: Action): boolean {
  return may(useMe().role, action)
}
