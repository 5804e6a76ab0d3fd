/** What a list is sorted by, as its address says: `?sort=title`, `?sort=-updated`. */
import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import type { Sort } from '../design/index.ts'

/** The order of an address; null where it says nothing. */
export function sortFrom(query: URLSearchParams): Sort | null {
  const value = query.get('sort') ?? ''
  if (value === '' || value === '-') return null
  return value.startsWith('-')
    ? { column: value.slice(1), direction: 'descending' }
    : { column: value, direction: 'ascending' }
}

/** The order, and how to change it; without one in the address `usual` holds. Keep the identity of `usual`. */
export function useSort(usual: Sort | null = null): [Sort | null, (sort: Sort) => void] {
  const [query, setQuery] = useSearchParams()
  const sort = useMemo(() => sortFrom(query) ?? usual, [query, usual])
  const setSort = useCallback(
    ({ column, direction }: Sort) =>
      setQuery(
        (now) => {
          const next = new URLSearchParams(now)
          next.set('sort', direction === 'descending' ? `-${column}` : column)
          return next
        },
        { replace: true },
      ),
    [setQuery],
  )
  return [sort, setSort]
}
