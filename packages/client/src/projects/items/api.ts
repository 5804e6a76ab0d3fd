/** Endpoints of a project's items. */
import type {
  AddItems,
  ChangeItem,
  ChangeItems,
  Id,
  ItemRows,
  ItemsState,
  ProjectItem,
  RebaseItem,
  ReferredItems,
  Snapshot,
} from '@copydesk/contract'
import type { Edited } from '../../http/queries.ts'
import type { CallOptions, CommandOptions, Transport } from '../../http/transport.ts'

export function createItemsApi({ get, send }: Transport) {
  const path = (projectId: Id, itemId?: Id) =>
    itemId ? `/projects/${projectId}/items/${itemId}` : `/projects/${projectId}/items`
  return {
    list: (projectId: Id, call?: CallOptions) => get<Snapshot<ItemsState>>(path(projectId), {}, call),
    /** What the texts refer to that is neither live nor in the project. */
    referred: (projectId: Id, call?: CallOptions) =>
      get<ReferredItems>(`/projects/${projectId}/references`, {}, call),
    add: (projectId: Id, body: AddItems, call?: CommandOptions) =>
      send<ItemRows>('POST', path(projectId), body, call),
    change: (projectId: Id, itemId: Id, body: ChangeItem, call?: CommandOptions) =>
      send<ProjectItem>('PATCH', path(projectId, itemId), body, call),
    /** The same change to many, all or nothing. */
    changeMany: (projectId: Id, body: ChangeItems, call?: CommandOptions) =>
      send<ItemRows>('PATCH', path(projectId), body, call),
    /** What is live now is its base from here on, with or without a text that takes it in; `item` as it was seen. */
    rebase: (projectId: Id, { id, revision }: Edited, body: RebaseItem, call?: CommandOptions) =>
      send<ProjectItem>('POST', `${path(projectId, id)}/rebase`, body, { ...call, revision }),
    remove: (projectId: Id, itemId: Id, call?: CommandOptions) =>
      send<void>('DELETE', path(projectId, itemId), undefined, call),
    removeMany: (projectId: Id, itemIds: Id[], call?: CommandOptions) =>
      send<void>('POST', `${path(projectId)}/remove`, { itemIds }, call),
    /** Puts removed items back: same ids, comments and places. */
    restore: (projectId: Id, itemIds: Id[], call?: CommandOptions) =>
      send<ItemRows>('POST', `${path(projectId)}/restore`, { itemIds }, call),
  }
}
