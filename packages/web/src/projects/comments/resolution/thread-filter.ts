/** Which threads a list of them shows, as the address says: the open ones, `?threads=resolved`, `?threads=all`. */
import type { Id } from '@copydesk/contract'
import { useCallback, useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import type { Thread } from '../threads.ts'

export const threadFilters = ['open', 'resolved', 'all'] as const
export type ThreadFilter = (typeof threadFilters)[number]

/** The filter, and how to change it. What makes no sense in the address shows the open ones. */
export function useThreadFilter(): [ThreadFilter, (filter: ThreadFilter) => void] {
  const [query, setQuery] = useSearchParams()
  const filter = threadFilters.find((name) => name === query.get('threads')) ?? 'open'
  const setFilter = useCallback(
    (wanted: ThreadFilter) =>
      setQuery(
        (now) => {
          const next = new URLSearchParams(now)
          if (wanted === 'open') next.delete('threads')
          else next.set('threads', wanted)
          return next
        },
        { replace: true },
      ),
    [setQuery],
  )
  return [filter, setFilter]
}

/**
 * Those that the filter shows. What it showed once stays for as long as one looks, folded or not: nobody who reads or
 * answers a thread loses it because somebody else resolved it. What the address points at is there in any case.
 */
export function useFilteredThreads(
  threads: readonly Thread[],
  filter: ThreadFilter,
  targetId: Id | null,
): readonly Thread[] {
  const [kept, setKept] = useState<Kept>({ filter, ids: new Set() })
  const before = kept.filter === filter ? kept.ids : none
  const added = threads.filter((thread) => !before.has(thread.id) && matches(thread, filter))
  if (kept.filter !== filter || added.length > 0) {
    setKept({ filter, ids: new Set([...before, ...added.map(({ id }) => id)]) })
  }
  return useMemo(
    () =>
      threads.filter(
        (thread) =>
          before.has(thread.id) ||
          matches(thread, filter) ||
          thread.id === targetId ||
          thread.replies.some(({ id }) => id === targetId),
      ),
    [threads, filter, targetId, before],
  )
}

interface Kept {
  filter: ThreadFilter
  ids: ReadonlySet<Id>
}

const none: ReadonlySet<Id> = new Set()

function matches({ opening }: Thread, filter: ThreadFilter): boolean {
  return filter === 'all' || (filter === 'resolved') === (opening.resolved !== null)
}
