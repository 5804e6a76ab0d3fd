/** What the items are narrowed to, as the address says, so that it is there again after a reload and after Back. */
import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { placeFrom, queryOf } from '../project-place.ts'
import { filterFrom, type ItemFilter, withFilter } from './item-filter.ts'

/** The filter, and how to change it; the list of items is shown with it. */
export function useItemFilter(): [ItemFilter, (filter: ItemFilter) => void] {
  const [query, setQuery] = useSearchParams()
  const filter = useMemo(() => filterFrom(query), [query])
  const setFilter = useCallback(
    (next: ItemFilter) =>
      setQuery((now) => withFilter(queryOf({ ...placeFrom(now), tab: 'items' }, now), next), {
        replace: true,
      }),
    [setQuery],
  )
  return [filter, setFilter]
}
