/** Who is here now, at a project or at a version, as live React state. */
import type { HereStore, MetVersion, Present } from '@copydesk/client'
import type { Id } from '@copydesk/contract'
import { useSyncExternalStore } from 'react'
import { useDesk } from './CopydeskProvider.tsx'
import { useConnectionStatus } from './use-connection.ts'

/** Who is looking at a project now, oneself included; nobody while that cannot be known. */
export function useHere(projectId: Id): readonly Present[] {
  return usePresent(useDesk().here(projectId))
}

/** As `useHere`, who has a version open now. */
export function useHereAtVersion(version: MetVersion): readonly Present[] {
  return usePresent(useDesk().hereAtVersion(version))
}

const nobody: readonly Present[] = []

function usePresent(here: HereStore): readonly Present[] {
  const people = useSyncExternalStore(here.subscribe, here.getSnapshot, here.getSnapshot)
  const { status } = useConnectionStatus()
  // A moment's reconnecting must not make everybody flicker.
  return status === 'live' || status === 'delayed' || status === 'reconnecting' ? people : nobody
}
