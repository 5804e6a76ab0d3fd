/** Channel `project:{id}` applied to a window of the project's releases, newest first. */
import { newestFirst, putRows, withValues } from '../../core/rows.ts'
import { furtherCursor, isInWindow } from '../../core/window.ts'
import type { ProjectEvent } from '../events.ts'
import type { ReleasesState } from './entity.ts'

/** The window after the event; the same state when the event tells nothing new. */
export function applyReleases(state: ReleasesState, event: ProjectEvent): ReleasesState {
  if (!('release' in event) || event.release === undefined) return state
  if (!isInWindow(event.release.id, state.nextCursor)) return state
  return withValues(state, { data: putRows(state.data, [event.release], newestFirst) })
}

/** The window with its next page, which was read at another position: the newest revision of each release wins. */
export function mergeReleasesPage(state: ReleasesState, page: ReleasesState): ReleasesState {
  return withValues(state, {
    data: putRows(state.data, page.data, newestFirst),
    nextCursor: furtherCursor(state.nextCursor, page.nextCursor),
  })
}
