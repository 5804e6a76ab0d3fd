/** The live snapshots of projects: which endpoint, channel and reducer belong together. */
import {
  applyMembers,
  applyProject,
  applyProjects,
  channels,
  type Id,
  type ProjectEvent,
  type ProjectMembers,
  type ProjectsEvent,
  type ProjectsState,
  type ViewedProject,
} from '@copydesk/contract'
import type { Api } from '../api.ts'
import { liveKey } from '../live/live-store.ts'
import type { Live } from '../live/live-types.ts'
import type { SharedLive } from '../live/shared-live.ts'

export const projectKeys = {
  projects: liveKey<ProjectsState>('projects'),
  privateProjects: liveKey<ProjectsState>('private-projects'),
  members: (id: Id) => liveKey<ProjectMembers>(`members:${id}`),
  project: (id: Id) => liveKey<ViewedProject>(`project:${id}`),
} as const

export interface ProjectLives {
  /** Those that everybody sees. */
  projects(): Live<ProjectsState>
  /** The private ones that the signed-in person is in. */
  privateProjects(): Live<ProjectsState>
  members(projectId: Id): Live<ProjectMembers>
  project(id: Id): Live<ViewedProject>
}

/** `me` is the signed-in person, in whose own channel private projects are told of. */
export function createProjectLives(shared: SharedLive, { projects }: Api, me: Id): ProjectLives {
  return {
    projects: () =>
      shared<ProjectsState, ProjectsEvent>(projectKeys.projects, {
        channel: channels.projects,
        load: (call) => projects.list(call),
        reduce: applyProjects,
        rowsOf: listRowsOf,
      }),
    privateProjects: () =>
      shared<ProjectsState, ProjectsEvent>(projectKeys.privateProjects, {
        channel: channels.person(me),
        load: (call) => projects.listPrivate(call),
        reduce: applyProjects,
        rowsOf: listRowsOf,
      }),
    members: (id) =>
      shared<ProjectMembers, ProjectEvent>(projectKeys.members(id), {
        channel: channels.project(id),
        load: (call) => projects.members(id, call),
        reduce: unlessProjectDeleted(applyMembers),
      }),
    project: (id) =>
      shared<ViewedProject, ProjectEvent>(projectKeys.project(id), {
        channel: channels.project(id),
        load: (call) => projects.get(id, call),
        reduce: applyProject,
        // What one may do there follows from who one is there.
        isIncomplete: (event) => isReturn(event) || changesAccess(event),
        rowsOf: ownRowsOf,
      }),
  }
}

/** What belongs to a project is gone when the project is. */
export function unlessProjectDeleted<State>(
  apply: (state: State, event: ProjectEvent) => State,
): (state: State, event: ProjectEvent) => State | null {
  return (state, event) => (event.type === 'project.deleted' ? null : apply(state, event))
}

/** A deleted project is back: whoever saw it go loads what belongs to it anew. */
export function isReturn(event: ProjectEvent): boolean {
  return event.type === 'project.restored'
}

/** Who sees a project, or as what, is another matter from now on. */
export function changesAccess(event: ProjectEvent): boolean {
  if (event.type === 'members.changed') return true
  return event.type === 'project.changed' && event.change?.fields.includes('visibility') === true
}

/** Counts follow from changes elsewhere; they do not mark a project. */
function listRowsOf(event: ProjectsEvent): Id[] {
  switch (event.type) {
    case 'project.created':
    case 'project.changed':
    case 'project.restored':
      return [event.project.id]
    default:
      return []
  }
}

/** Of the project on the screen: its name, description or colour, and whether it is open. */
function ownRowsOf(event: ProjectEvent): Id[] {
  switch (event.type) {
    case 'project.changed':
    case 'project.archived':
    case 'project.reactivated':
      return [event.project.id]
    default:
      return []
  }
}
