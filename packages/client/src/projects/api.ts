/** Endpoints of projects. */
import type {
  ChangeProject,
  CreateProject,
  Id,
  Project,
  ProjectsState,
  Publish,
  PublishResult,
  ReopenedProject,
  Snapshot,
  ViewedProject,
} from '@copydesk/contract'
import type { Edited } from '../http/queries.ts'
import type { CallOptions, CommandOptions, Transport } from '../http/transport.ts'

export function createProjectsApi({ get, send }: Transport) {
  return {
    list: (call?: CallOptions) => get<Snapshot<ProjectsState>>('/projects', {}, call),
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
    publish: (id: Id, body: Publish, call?: CommandOptions) =>
      send<PublishResult>('POST', `/projects/${id}/publish`, body, call),
  }
}
