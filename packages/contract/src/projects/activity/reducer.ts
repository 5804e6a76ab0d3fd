/** Channel `project:{id}` applied to a window of the project's activity, newest first. It is never changed. */
import { withValues } from '../../core/rows.ts'
import type { ProjectEvent } from '../events.ts'
import { type Activity, type ActivityState, matchesActivityFilter, type Recorded } from './entity.ts'

/** The window after the event; the same state when the event tells nothing new. */
export function applyActivity(state: ActivityState, event: ProjectEvent): ActivityState {
  const last = state.nextCursor === null ? 0 : Number(state.nextCursor)
  const fitting = ((event as ProjectEvent & Recorded).activity ?? []).filter(
    (one) => one.number >= last && matchesActivityFilter(one, state),
  )
  return withValues(state, { data: merged(state.data, fitting) })
}

/** The window with its next page, which may have been read at another position. */
export function mergeActivityPage(state: ActivityState, page: ActivityState): ActivityState {
  return withValues(state, { data: merged(state.data, page.data), nextCursor: page.nextCursor })
}

/** The same list where nothing is new. */
function merged(list: Activity[], incoming: readonly Activity[]): Activity[] {
  const known = new Set(list.map(({ number }) => number))
  const fresh = incoming.filter(({ number }) => !known.has(number))
  return fresh.length === 0 ? list : [...list, ...fresh].sort((a, b) => b.number - a.number)
}
