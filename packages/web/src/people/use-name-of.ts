/** Names of those who did something, from the live lists of people and of services. */
import type { Actor, Id } from '@copydesk/contract'
import { usePeople } from '@copydesk/react'
import { useCallback, useMemo } from 'react'

/** For those who are no people, and for people who are not there. */
const unnamed: Readonly<Record<Actor['kind'], string>> = {
  person: 'Someone',
  service: 'A service',
  system: 'Copydesk',
}

/** A function from an actor to the name to show; the same one until a name changes. */
export function useNameOf(): (actor: Actor) => string {
  const { data } = usePeople()
  const names = useMemo(
    () =>
      new Map<Id, string>([
        ...(data?.data ?? []).map(({ id, name }) => [id, name] as const),
        // A server of the version before names none.
        ...(data?.services ?? []).map(({ id, name }) => [id, `${name} (service)`] as const),
      ]),
    [data],
  )
  return useCallback((actor: Actor) => names.get(actor.id) ?? unnamed[actor.kind], [names])
}
