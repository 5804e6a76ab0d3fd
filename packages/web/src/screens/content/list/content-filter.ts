/** What the content list is narrowed to, as its address says. Pure. */
import { type ContentFilter, contentTypes } from '@copydesk/contract'

/** Reads the filter out of an address's query; what makes no sense there narrows nothing. */
export function contentFilterFrom(query: URLSearchParams): ContentFilter {
  const type = contentTypes.find((candidate) => candidate === query.get('type'))
  return { q: query.get('q') ?? '', type: type ?? null, language: query.get('language') || null }
}

/** The query of a filter; nothing for what is not narrowed. */
export function queryOfFilter({ q, type, language }: ContentFilter): URLSearchParams {
  const query = new URLSearchParams()
  if (q !== '') query.set('q', q)
  if (type !== null) query.set('type', type)
  if (language !== null) query.set('language', language)
  return query
}

/** Whether the filter leaves anything out. */
export function isNarrowed({ q, type, language }: ContentFilter): boolean {
  return q.trim() !== '' || type !== null || language !== null
}
