/** What the content list is narrowed to, as its address says. Pure. */
import { type ContentFilter, contentTypes, statuses } from '@copydesk/contract'

/** Reads the filter out of an address's query; what makes no sense there narrows nothing. */
export function contentFilterFrom(query: URLSearchParams): ContentFilter {
  const type = contentTypes.find((candidate) => candidate === query.get('type')) ?? null
  const status = statuses.find((candidate) => candidate === query.get('status')) ?? null
  return { q: query.get('q') ?? '', type, language: query.get('language') || null, status }
}

/** The query with the filter in it, nothing for what is not narrowed; what else it says stays. */
export function queryOfFilter(
  { q, type, language, status }: ContentFilter,
  before = new URLSearchParams(),
): URLSearchParams {
  const query = new URLSearchParams(before)
  for (const [name, value] of Object.entries({ q, type, language, status })) {
    if (value) query.set(name, value)
    else query.delete(name)
  }
  return query
}

/** Narrows nothing. */
export const allContent: ContentFilter = { q: '', type: null, language: null, status: null }

/** Whether the filter leaves anything out. */
export function isNarrowed({ q, type, language, status }: ContentFilter): boolean {
  return q.trim() !== '' || type !== null || language !== null || status !== null
}
