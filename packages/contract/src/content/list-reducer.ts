/** Channel `content` applied to a window of the content list, newest first. */
import { newestFirst, putMatching, removeRows, withValues } from '../core/rows.ts'
import { furtherCursor, isInWindow } from '../core/window.ts'
import type { Language } from '../text/language-tag.ts'
import type { ContentListState, ContentSummary, ContentType, LanguageState } from './entity.ts'
import type { ContentListEvent } from './events.ts'
import type { Status } from './status.ts'

/** What the content list is narrowed to; null and the empty text narrow nothing. */
export interface ContentFilter {
  q: string
  type: ContentType | null
  language: Language | null
  /** Of the newest version: in any language, or in the one that the list is narrowed to. */
  status: Status | null
}

/** Whether the title contains what was searched for, whatever the case of letters. The server does the same. */
export function matchesTitle(title: string, q: string): boolean {
  return title.toLowerCase().includes(q.trim().toLowerCase())
}

/** Whether a filtered content list holds this item; what is searched for may be in any language's title. */
export function matchesContentFilter(item: ContentSummary, filter: ContentFilter): boolean {
  if (filter.type !== null && item.type !== filter.type) return false
  const { language, status } = filter
  const isMeant = (one: LanguageState) =>
    (language === null || one.language === language) && (status === null || one.status === status)
  if (!item.languages.some(isMeant)) return false
  return item.languages.some((one) => matchesTitle(one.title, filter.q))
}

/** The window after the event; the same state when the event tells nothing new. */
export function applyContentList(state: ContentListState, event: ContentListEvent): ContentListState {
  if (event.type !== 'content.changed') return state
  const inWindow = event.items.filter((item) => isInWindow(item.id, state.nextCursor))
  return withValues(state, { data: removeRows(put(state, inWindow), event.deletedIds ?? []) })
}

/** The window with its next page, read at another position: the newest revision of each item wins. */
export function mergeContentListPage(state: ContentListState, page: ContentListState): ContentListState {
  return withValues(state, {
    data: put(state, page.data),
    nextCursor: furtherCursor(state.nextCursor, page.nextCursor),
  })
}

function put(state: ContentListState, items: ContentSummary[]): ContentSummary[] {
  return putMatching(state.data, items, newestFirst, (row) => matchesContentFilter(row, state))
}
