/** Channel `project:{id}` applied to the project's own properties. */
import type { ProjectState } from './entity.ts'
import type { ProjectEvent } from './events.ts'

/** The project after the event, with what the viewer may do as it was; null once it is deleted; the same state when the event tells nothing new. */
export function applyProject(state: ProjectState, event: ProjectEvent): ProjectState {
  if (state === null) return null
  switch (event.type) {
    case 'project.changed':
    case 'project.archived':
    case 'project.reactivated':
    case 'project.published':
    case 'schedule.changed':
      return event.project.id === state.id && event.project.revision > state.revision
        ? { ...event.project, may: state.may, memberRole: state.memberRole }
        : state
    case 'project.deleted':
      return event.projectId === state.id ? null : state
    default:
      return state
  }
}
