/** Channel `projects` applied to the list of projects: whole, oldest first. */
import { mapRows, oldestFirst, putRows, removeRows, withValues } from '../core/rows.ts'
import { sameStatusCounts } from './counts.ts'
import type { ProjectSummary, ProjectsState } from './entity.ts'
import type { ProjectsEvent } from './events.ts'

/** The list after the event; the same state when the event tells nothing new. */
export function applyProjects(state: ProjectsState, event: ProjectsEvent): ProjectsState {
  switch (event.type) {
    case 'project.created':
    case 'project.restored':
      return withValues(state, { data: putRows(state.data, [event.project], oldestFirst) })
    case 'project.changed': {
      const { project } = event
      const change = (row: ProjectSummary) =>
        row.id === project.id && project.revision > row.revision ? { ...row, ...project } : row
      return withValues(state, { data: mapRows(state.data, change) })
    }
    case 'project.deleted':
      return withValues(state, { data: removeRows(state.data, [event.projectId]) })
    case 'access.changed': {
      const rest = removeRows(state.data, event.revoked)
      return withValues(state, { data: putRows(rest, event.granted, oldestFirst) })
    }
    case 'projects.counted': {
      const counted = new Map(event.projects.map((project) => [project.id, project]))
      return withValues(state, { data: mapRows(state.data, (row) => recount(row, counted.get(row.id))) })
    }
    default:
      return state
  }
}

/** Counts carry no revision: the journal's order makes the last ones the newest. */
function recount(
  row: ProjectSummary,
  counted: Pick<ProjectSummary, 'counts' | 'commentCount'> | undefined,
): ProjectSummary {
  if (!counted) return row
  const counts = sameStatusCounts(row.counts, counted.counts) ? row.counts : counted.counts
  return withValues(row, { counts, commentCount: counted.commentCount })
}
