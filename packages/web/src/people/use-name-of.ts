/** Names of those who did something, from the live list of people. */
import type { Actor, Id } from '@copydesk/contract'
import { usePeople } from '@copydesk/react'
import { useCallback, useMemo } from 'react'

/** A function from an actor to the name to show; the same one until a name changes. */
export function useNameOf(): (actor: Actor) => string {
  const { data } = usePeople()
  const names = useMemo(
    () => new Map<Id, string>((data?.data ?? []).map((person) => [person.id, person.name])),
    [data],
  )
  return useCallback(
    (actor: Actor) => (actor.kind === 'system' ? 'Copydesk' : (names.get(actor.id) ?? 'Someone')),
    [names],
  )
}
