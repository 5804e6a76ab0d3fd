/** Asks anew who the person is and what they may do when that was changed while the app is open, here or elsewhere. */
import { useMe, useRefreshAll } from '@copydesk/react'
import { useEffect, useRef } from 'react'

/** Longer than the server remembers what a caller may do. */
const rememberedMs = 1_500

/** `ask`: asks for the session. */
export function useRoleChanges(ask: () => void): void {
  const { role, revision } = useMe()
  const refreshAll = useRefreshAll()
  const known = useRef(role)
  const knownRevision = useRef(revision)
  useEffect(() => {
    if (knownRevision.current === revision) return
    knownRevision.current = revision
    ask()
  }, [revision, ask])
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
