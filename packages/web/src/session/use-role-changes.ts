/** Asks anew what the person may do, everywhere, when their role was changed while the app is open. */
import { useMe, useRefreshAll } from '@copydesk/react'
import { useEffect, useRef } from 'react'

/** `ask`: asks for the session. */
export function useRoleChanges(ask: () => void): void {
  const { role } = useMe()
  const refreshAll = useRefreshAll()
  const known = useRef(role)
  useEffect(() => {
    if (known.current === role) return
    known.current = role
    ask()
    void refreshAll()
  }, [role, ask, refreshAll])
}
