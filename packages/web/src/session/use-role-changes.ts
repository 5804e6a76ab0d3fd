/** Asks anew what the person may do, everywhere, when their role was changed while the app is open. */
import { useMe, useRefreshAll } from '@copydesk/react'
import { useEffect, useRef } from 'react'

/** Longer than the server remembers what a caller may do. */
const rememberedMs = 1_500

/** `ask`: asks for the session. */
export function useRoleChanges(ask: () => void): void {
  const { role } = useMe()
  const refreshAll = useRefreshAll()
  const known = useRef(role)
  useEffect(() => {
    if (known.current === role) return
    const timer = setTimeout(() => {
      known.current = role
      ask()
      void refreshAll()
    }, rememberedMs)
    return () => clearTimeout(timer)
  }, [role, ask, refreshAll])
}
