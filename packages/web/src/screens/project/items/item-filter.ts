/** What the list of items is narrowed to. Pure. */
import type { ContentType, Id, Language, ProjectItem, Status, StatusCounts } from '@copydesk/contract'
import { contentTypes, statuses } from '@copydesk/contract'

/** An empty list narrows nothing; `null` among the assignees stands for nobody. */
export interface ItemFilter {
  search: string
  statuses: readonly Status[]
  types: readonly ContentType[]
  languages: readonly Language[]
  assigneeIds: readonly (Id | null)[]
}

/** Stands for nobody in an address. */
const nobody = 'nobody'

export const noFilter: ItemFilter = { search: '', statuses: [], types: [], languages: [], assigneeIds: [] }

/** Reads the filter out of an address's query; what makes no sense there narrows nothing. */
export function filterFrom(query: URLSearchParams): ItemFilter {
  const list = (name: string) => query.get(name)?.split(',').filter(Boolean) ?? []
  return {
    search: query.get('q') ?? '',
    statuses: statuses.filter((status) => list('status').includes(status)),
    types: contentTypes.filter((type) => list('type').includes(type)),
    languages: list('language'),
    assigneeIds: list('assignee').map((id) => (id === nobody ? null : id)),
  }
}

/** The query with the filter in it; what else it says stays. */
export function withFilter(before: URLSearchParams, filter: ItemFilter): URLSearchParams {
  const query = new URLSearchParams(before)
  const set = (name: string, value: string) => (value === '' ? query.delete(name) : query.set(name, value))
  set('q', filter.search)
  set('status', filter.statuses.join())
  set('type', filter.types.join())
  set('language', filter.languages.join())
  set('assignee', filter.assigneeIds.map((id) => id ?? nobody).join())
  return query
}

/** The items that match every part of the filter. */
export function filterItems(items: readonly ProjectItem[], filter: ItemFilter): readonly ProjectItem[] {
  if (!isNarrowing(filter)) return items
  const wanted = filter.search.trim().toLowerCase()
  return items.filter(
    (item) =>
      item.title.toLowerCase().includes(wanted) &&
      holds(filter.statuses, item.status) &&
      holds(filter.types, item.type) &&
      holds(filter.languages, item.language) &&
      holds(filter.assigneeIds, item.assigneeId),
  )
}

function holds<T>(wanted: readonly T[], value: T): boolean {
  return wanted.length === 0 || wanted.includes(value)
}

/** Whether the filter leaves anything out. */
export function isNarrowing(filter: ItemFilter): boolean {
  return filter.search.trim() !== '' || filter.statuses.length > 0 || choiceCount(filter) > 0
}

/** How many choices are made in the filter's menu (search and statuses have their own places). */
export function choiceCount({ types, languages, assigneeIds }: ItemFilter): number {
  return types.length + languages.length + assigneeIds.length
}

/** The list with the value in it if it was out, and out of it if it was in. */
export function toggledIn<T>(list: readonly T[], value: T): readonly T[] {
  return list.includes(value) ? list.filter((one) => one !== value) : [...list, value]
}

/** How many items stand in each status. */
export function countByStatus(items: readonly ProjectItem[]): StatusCounts {
  const counts = Object.fromEntries(statuses.map((status) => [status, 0])) as StatusCounts
  for (const item of items) counts[item.status] += 1
  return counts
}

/** What the items offer to filter by, each once, in a steady order. */
export function choicesOf(items: readonly ProjectItem[]): {
  types: ContentType[]
  languages: Language[]
  assigneeIds: (Id | null)[]
} {
  return {
    types: contentTypes.filter((type) => items.some((item) => item.type === type)),
    languages: [...new Set(items.map((item) => item.language))].sort(),
    assigneeIds: [...new Set(items.map((item) => item.assigneeId))],
  }
}
