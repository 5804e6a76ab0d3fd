/** Channel `projects` applied to a window of the history of the whole site, newest first. */
import { newestFirst, putRows, withValues } from '../../core/rows.ts'
import { furtherCursor, isInWindow } from '../../core/window.ts'
import type { ProjectsEvent } from '../events.ts'
import type { Release, ReleasesFilter, SiteReleasesState } from './entity.ts'

/** Whether a filtered history holds this release. */
export function matchesReleasesFilter(
  { startedBy, startedAt, projectId }: Release,
  filter: ReleasesFilter,
): boolean {
  if (filter.personId !== null && startedBy.id !== filter.personId) return false
  if (filter.projectId !== null && projectId !== filter.projectId) return false
  const at = Date.parse(startedAt)
  if (filter.from !== null && at < Date.parse(filter.from)) return false
  return filter.until === null || at < Date.parse(filter.until)
}

/** The window after the event; the same state when the event tells nothing new. */
export function applySiteReleases(state: SiteReleasesState, event: ProjectsEvent): SiteReleasesState {
  if (event.type !== 'releases.listed') return state
  const fitting = event.releases.filter(
    (release) => isInWindow(release.id, state.nextCursor) && matchesReleasesFilter(release, state),
  )
  return withValues(state, { data: putRows(state.data, fitting, newestFirst) })
}

/** The window with its next page, which was read at another position: the newest revision of each release wins. */
export function mergeSiteReleasesPage(state: SiteReleasesState, page: SiteReleasesState): SiteReleasesState {
  return withValues(state, {
    data: putRows(state.data, page.data, newestFirst),
    nextCursor: furtherCursor(state.nextCursor, page.nextCursor),
  })
}
