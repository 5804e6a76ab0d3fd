/** What the feed of a project is narrowed to, as the address says: `?kind=items&by=…`. */
import { type ActivityFilter, activityGroupNames } from '@copydesk/contract'
import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'

/** Reads the filter out of an address's query; what makes no sense there narrows nothing. */
export function activityFilterFrom(query: URLSearchParams): ActivityFilter {
  const by = query.get('by') ?? ''
  return {
    group: activityGroupNames.find((name) => name === query.get('kind')) ?? null,
    personId: /^[0-9a-f-]{36}$/.test(by) ? by : null,
  }
}

/** The filter, and how to change it. */
export function useActivityFilter(): [ActivityFilter, (change: Partial<ActivityFilter>) => void] {
  const [query, setQuery] = useSearchParams()
  const filter = useMemo(() => activityFilterFrom(query), [query])
  const setFilter = useCallback(
    (change: Partial<ActivityFilter>) =>
      setQuery(
        (now) => {
          const { group, personId } = { ...activityFilterFrom(now), ...change }
          const next = new URLSearchParams(now)
          if (group === null) next.delete('kind')
          else next.set('kind', group)
          if (personId === null) next.delete('by')
          else next.set('by', personId)
          return next
        },
        { replace: true },
      ),
    [setQuery],
  )
  return [filter, setFilter]
}
