/** Where one is within a project, as its address says: which tab, which item, which comment. */
import type { Id } from '@copydesk/contract'
import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'

export const projectTabs = ['items', 'checklist', 'comments', 'releases', 'activity'] as const
export type ProjectTab = (typeof projectTabs)[number]

export interface ProjectPlace {
  tab: ProjectTab
  /** The item that is open beside the list. */
  itemId: Id | null
  /** The comment to bring into view. */
  commentId: Id | null
}

/** Reads the place out of an address's query. A comment without an item is in the tab of all comments. */
export function placeFrom(query: URLSearchParams): ProjectPlace {
  const itemId = query.get('item')
  const commentId = query.get('comment')
  const named = projectTabs.find((tab) => tab === query.get('tab')) ?? 'items'
  const tab = itemId !== null ? 'items' : commentId !== null ? 'comments' : named
  return { tab, itemId, commentId }
}

/** The query with the place in it; the items without anything open need none. What else it says stays. */
export function queryOf(
  { tab, itemId, commentId }: ProjectPlace,
  before = new URLSearchParams(),
): URLSearchParams {
  const query = new URLSearchParams(before)
  for (const name of ['tab', 'item', 'comment']) query.delete(name)
  if (tab !== 'items') query.set('tab', tab)
  else if (itemId !== null) query.set('item', itemId)
  if (commentId !== null) query.set('comment', commentId)
  return query
}

/** The place, and how to go to another one without leaving the project. */
export function useProjectPlace(): [ProjectPlace, (place: Partial<ProjectPlace>) => void] {
  const [query, setQuery] = useSearchParams()
  const place = useMemo(() => placeFrom(query), [query])
  const go = useCallback(
    (next: Partial<ProjectPlace>) =>
      setQuery((now) => queryOf({ ...placeFrom(now), commentId: null, ...next }, now)),
    [setQuery],
  )
  return [place, go]
}
