/** Which rows someone else changed just now, as the grid marks them. */
import type { Actor, Id } from '@copydesk/contract'
import { useMemo } from 'react'
import { useNameOf } from './use-name-of.ts'

/** Row id to the changer's name, out of the `changes` of a live view. */
export function useMarks(changes: ReadonlyMap<Id, { actor: Actor }>): ReadonlyMap<Id, string> {
  const nameOf = useNameOf()
  return useMemo(
    () => new Map([...changes].map(([id, change]) => [id, nameOf(change.actor)])),
    [changes, nameOf],
  )
}
