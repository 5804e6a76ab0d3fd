/** By what the items are grouped, as the address says, so that it is there again after a reload and after Back. */
import { useCallback } from 'react'
import { useSearchParams } from 'react-router'
import { groupFrom, type ItemGroup } from './item-grouping.ts'

/** The group, null for none, and how to change it. */
export function useItemGroup(): [ItemGroup | null, (group: ItemGroup | null) => void] {
  const [query, setQuery] = useSearchParams()
  const setGroup = useCallback(
    (group: ItemGroup | null) =>
      setQuery(
        (now) => {
          const next = new URLSearchParams(now)
          if (group === null) next.delete('group')
          else next.set('group', group)
          return next
        },
        { replace: true },
      ),
    [setQuery],
  )
  return [groupFrom(query), setGroup]
}
