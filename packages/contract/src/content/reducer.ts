/** Channel `content:{id}` applied to one content item and its versions, newest first. */
import { newestFirst, putRows, removeRows } from '../core/rows.ts'
import type { ContentState } from './entity.ts'
import type { ContentEvent } from './events.ts'

/** The item after the event, null once it is deleted; the same state when the event tells nothing new. */
export function applyContent(state: ContentState, event: ContentEvent): ContentState | null {
  if (event.type === 'content.deleted') return event.contentId === state.id ? null : state
  if (event.type !== 'version.changed' || event.content.id !== state.id) return state
  const put = putRows(state.versions, event.versions, newestFirst)
  const versions = removeRows(put, event.removedIds ?? [])
  const newer = event.content.revision > state.revision
  if (!newer && versions === state.versions) return state
  return { ...state, ...(newer ? event.content : {}), versions }
}
