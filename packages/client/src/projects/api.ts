/** Endpoints of projects. */
import type {
  ChangeProject,
  ClosedProjects,
  CreateProject,
  Id,
  Project,
  ProjectMembers,
  ProjectsState,
  Publish,
  PublishResult,
  ReopenedProject,
  SetMember,
  Snapshot,
  ViewedProject,
} from '@copydesk/contract'
import type { Edited } from '../http/queries.ts'
import type { CallOptions, CommandOptions, Transport } from '../http/transport.ts'

export function createProjectsApi({ get, send }: Transport) {
  return {
    list: (call?: CallOptions) => get<Snapshot<ProjectsState>>('/projects', {}, call),
    listPrivate: (call?: CallOptions) => get<Snapshot<ProjectsState>>('/me/projects', {}, call),
    /** For administrators. */
    listClosed: (call?: CallOptions) => get<ClosedProjects>('/projects/closed', {}, call),
    get: (id: Id, call?: CallOptions) => get<Snapshot<ViewedProject>>(`/projects/${id}`, {}, call),
    create: (body: CreateProject, call?: CommandOptions) => send<Project>('POST', '/projects', body, call),
    change: ({ id, revision }: Edited, body: ChangeProject, call?: CommandOptions) =>
      send<Project>('PATCH', `/projects/${id}`, body, { ...call, revision }),
    remove: (id: Id, call?: CommandOptions) => send<void>('DELETE', `/projects/${id}`, undefined, call),
    restore: (id: Id, call?: CommandOptions) =>
      send<ReopenedProject>('POST', `/projects/${id}/restore`, undefined, call),
    duplicate: (id: Id, call?: CommandOptions) =>
      send<Project>('POST', `/projects/${id}/duplicate`, undefined, call),
    archive: (id: Id, call?: CommandOptions) =>
      send<Project>('POST', `/projects/${id}/archive`, undefined, call),
    reactivate: (id: Id, call?: CommandOptions) =>
      send<ReopenedProject>('POST', `/projects/${id}/reactivate`, undefined, call),
    members: (id: Id, call?: CallOptions) =>
      get<Snapshot<ProjectMembers>>(`/projects/${id}/members`, {}, call),
    setMember: (id: Id, member: SetMember, call?: CommandOptions) =>
      send<ProjectMembers>('POST', `/projects/${id}/members`, member, call),
    removeMember: (id: Id, memberId: Id, call?: CommandOptions) =>
      send<void>('DELETE', `/projects/${id}/members/${memberId}`, undefined, call),
    /** For administrators. */
    enter: (id: Id, call?: CommandOptions) =>
      send<ProjectMembers>('POST', `/projects/${id}/enter`, undefined, call),
    openToEverybody: (id: Id, call?: CommandOptions) =>
      send<void>('POST', `/projects/${id}/open`, undefined, call),
    publish: (id: Id, body: Publish, call?: CommandOptions) =>
      send<PublishResult>('POST', `/projects/${id}/publish`, body, call),
  }
}
