/** Endpoints of projects, their items and their comments. */
import type {
  AddItems,
  ChangeItem,
  ChangeItems,
  ChangeProject,
  Comment,
  CommentsState,
  CreateComment,
  CreateProject,
  Id,
  ItemRows,
  ItemsState,
  Project,
  ProjectItem,
  ProjectsState,
  Publish,
  PublishResult,
  Snapshot,
} from '@copydesk/contract'
import type { CallOptions, CommandOptions, Transport } from '../http/transport.ts'

/** An entity as it was when it was edited; the server refuses a change based on an older revision. */
export interface Edited {
  id: Id
  revision: number
}

export interface PageQuery {
  cursor?: string | null
  limit?: number
}

export function createProjectsApi({ get, send }: Transport) {
  return {
    list: (call?: CallOptions) => get<Snapshot<ProjectsState>>('/projects', {}, call),
    get: (id: Id, call?: CallOptions) => get<Snapshot<Project>>(`/projects/${id}`, {}, call),
    create: (body: CreateProject, call?: CommandOptions) => send<Project>('POST', '/projects', body, call),
    change: ({ id, revision }: Edited, body: ChangeProject, call?: CommandOptions) =>
      send<Project>('PATCH', `/projects/${id}`, body, { ...call, revision }),
    remove: (id: Id, call?: CommandOptions) => send<void>('DELETE', `/projects/${id}`, undefined, call),
    publish: (id: Id, body: Publish, call?: CommandOptions) =>
      send<PublishResult>('POST', `/projects/${id}/publish`, body, call),
  }
}

export function createItemsApi({ get, send }: Transport) {
  const path = (projectId: Id, itemId?: Id) =>
    itemId ? `/projects/${projectId}/items/${itemId}` : `/projects/${projectId}/items`
  return {
    list: (projectId: Id, call?: CallOptions) => get<Snapshot<ItemsState>>(path(projectId), {}, call),
    add: (projectId: Id, body: AddItems, call?: CommandOptions) =>
      send<ItemRows>('POST', path(projectId), body, call),
    change: (projectId: Id, itemId: Id, body: ChangeItem, call?: CommandOptions) =>
      send<ProjectItem>('PATCH', path(projectId, itemId), body, call),
    /** The same change to many, all or nothing. */
    changeMany: (projectId: Id, body: ChangeItems, call?: CommandOptions) =>
      send<ItemRows>('PATCH', path(projectId), body, call),
    remove: (projectId: Id, itemId: Id, call?: CommandOptions) =>
      send<void>('DELETE', path(projectId, itemId), undefined, call),
    removeMany: (projectId: Id, itemIds: Id[], call?: CommandOptions) =>
      send<void>('POST', `${path(projectId)}/remove`, { itemIds }, call),
    /** Puts removed items back: same ids, comments and places. */
    restore: (projectId: Id, itemIds: Id[], call?: CommandOptions) =>
      send<ItemRows>('POST', `${path(projectId)}/restore`, { itemIds }, call),
  }
}

export interface CommentsQuery extends PageQuery {
  /** Only the comments on this item of the project. */
  itemId?: Id | null
}

export function createCommentsApi({ get, send }: Transport) {
  return {
    list: (projectId: Id, query: CommentsQuery = {}, call?: CallOptions) =>
      get<Snapshot<CommentsState>>(`/projects/${projectId}/comments`, { ...query }, call),
    create: (projectId: Id, body: CreateComment, call?: CommandOptions) =>
      send<Comment>('POST', `/projects/${projectId}/comments`, body, call),
    change: ({ id, revision }: Edited, body: string, call?: CommandOptions) =>
      send<Comment>('PATCH', `/comments/${id}`, { body }, { ...call, revision }),
    remove: ({ id, revision }: Edited, call?: CommandOptions) =>
      send<void>('DELETE', `/comments/${id}`, undefined, { ...call, revision }),
  }
}
