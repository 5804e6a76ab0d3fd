/** Who is here now, at a project or at a version, and who of them writes, as live React state. */
import type { HereStore, MetVersion, Present } from '@copydesk/client'
import { type Id, type PublishingNow, publishingOf } from '@copydesk/contract'
import { useMemo, useSyncExternalStore } from 'react'
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

/**
 * Who else writes now at a place of what `here` is about, which they name alike, by the ids of the people; nobody where
 * that cannot be known.
 */
export function useTypists(here: HereStore | null, place: string): readonly Id[] {
  const { person: me } = useDesk()
  const people = usePresent(here)
  return useMemo(
    () =>
      people
        .filter(({ personId, typing }) => personId !== me.id && typing?.includes(place))
        .map(({ personId }) => personId),
    [people, place, me.id],
  )
}

/** Who publishes many items of a project now, and how many, as the server said a moment ago. */
export function usePublishingNow(projectId: Id): PublishingNow | null {
  const { subscribe, getSaid } = useDesk().here(projectId)
  return publishingOf(useSyncExternalStore(subscribe, getSaid, getSaid))
}

const nobody: readonly Present[] = []
const getNobody = () => nobody
const followNobody = () => () => {}

function usePresent(here: HereStore | null): readonly Present[] {
  const getPeople = here?.getSnapshot ?? getNobody
  const people = useSyncExternalStore(here?.subscribe ?? followNobody, getPeople, getPeople)
  const { status } = useConnectionStatus()
  // A moment's reconnecting must not make everybody flicker.
  return status === 'live' || status === 'delayed' || status === 'reconnecting' ? people : nobody
}
