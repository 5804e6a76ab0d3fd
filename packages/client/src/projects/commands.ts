/** The commands that make, change and delete a project, and say who is in it. */
import type {
  ChangeProject,
  CreateProject,
  Id,
  Project,
  ProjectMembers,
  ReopenedProject,
  SetMember,
} from '@copydesk/contract'
import type { Api } from '../api.ts'
import type { Edited } from '../http/queries.ts'
import type { CommandOutcome, CommandRunner } from '../live/command-runner.ts'
import type { LiveStore } from '../live/live-store.ts'
import * as guesses from './guesses.ts'
import { projectKeys } from './lives.ts'

export interface ProjectCommands {
  createProject(body: CreateProject, commandId?: string): Promise<CommandOutcome<Project>>
  /** Renames, describes or recolours; `project` as it was when it was edited. */
  changeProject(project: Edited, change: ChangeProject, commandId?: string): Promise<CommandOutcome<Project>>
  deleteProject(projectId: Id): Promise<CommandOutcome<void>>
  /** Brings a deleted project back. */
  restoreProject(projectId: Id): Promise<CommandOutcome<ReopenedProject>>
  /** A new project after this one. */
  duplicateProject(projectId: Id): Promise<CommandOutcome<Project>>
  archiveProject(projectId: Id): Promise<CommandOutcome<Project>>
  reactivateProject(projectId: Id): Promise<CommandOutcome<ReopenedProject>>
  /** Lets somebody into a private project, or gives them another role there. */
  setMember(projectId: Id, member: SetMember): Promise<CommandOutcome<ProjectMembers>>
  removeMember(projectId: Id, memberId: Id): Promise<CommandOutcome<void>>
}

export function createProjectCommands(
  api: Api,
  store: LiveStore,
  { run, write }: CommandRunner,
): ProjectCommands {
  return {
    createProject: (body, id) =>
      write(
        (commandId) => api.projects.create(body, { commandId }),
        () => {},
        id,
      ),
    changeProject: (project, change, id) =>
      write(
        (commandId) => api.projects.change(project, change, { commandId }),
        (show, who) => {
          const known = (reply: Project) => guesses.knownProject(who, reply)
          const knownInList = (reply: Project) => guesses.knownProjectInList(who, reply)
          show(store.active(projectKeys.project(project.id)), guesses.guessProject(who, change), known)
          const inList = guesses.guessProjectInList(who, project.id, change)
          show(store.active(projectKeys.projects), inList, knownInList)
        },
        id,
      ),
    deleteProject: (projectId) =>
      write(
        (commandId) => api.projects.remove(projectId, { commandId }),
        (show, who) => show(store.active(projectKeys.projects), guesses.guessProjectDeleted(who, projectId)),
      ),
    restoreProject: (projectId) => run((commandId) => api.projects.restore(projectId, { commandId })),
    duplicateProject: (projectId) => run((commandId) => api.projects.duplicate(projectId, { commandId })),
    archiveProject: (projectId) => run((commandId) => api.projects.archive(projectId, { commandId })),
    reactivateProject: (projectId) => run((commandId) => api.projects.reactivate(projectId, { commandId })),
    setMember: (projectId, member) =>
      run((commandId) => api.projects.setMember(projectId, member, { commandId })),
    removeMember: (projectId, memberId) =>
      run((commandId) => api.projects.removeMember(projectId, memberId, { commandId })),
  }
}
