/** What changing and deleting a project will do to its own screen and to the list. */
import {
  applyProject,
  applyProjects,
  type ChangeProject,
  type Id,
  type Project,
  type ProjectsState,
  type ViewedProject,
} from '@copydesk/contract'
import { type Authorship, changedRow, definedOnly, event } from '../live/guess.ts'

export function guessProject(who: Authorship, change: ChangeProject) {
  return (state: ViewedProject): ViewedProject => {
    const { may: _, ...before } = state
    const project = changedRow<Project>(before, definedOnly(change), { updatedAt: who.at })
    return applyProject(state, { ...event(who, 'project.changed'), project }) ?? state
  }
}

export function knownProject(who: Authorship, project: Project) {
  return (state: ViewedProject): ViewedProject =>
    applyProject(state, { ...event(who, 'project.changed'), project }) ?? state
}

export function guessProjectInList(who: Authorship, projectId: Id, change: ChangeProject) {
  return (state: ProjectsState): ProjectsState => {
    const row = state.data.find((project) => project.id === projectId)
    if (!row) return state
    const project = changedRow<Project>(row, definedOnly(change), { updatedAt: who.at })
    return applyProjects(state, { ...event(who, 'project.changed'), project })
  }
}

export function knownProjectInList(who: Authorship, project: Project) {
  return (state: ProjectsState): ProjectsState =>
    applyProjects(state, { ...event(who, 'project.changed'), project })
}

export function guessProjectDeleted(who: Authorship, projectId: Id) {
  return (state: ProjectsState): ProjectsState =>
    applyProjects(state, { ...event(who, 'project.deleted'), projectId })
}
