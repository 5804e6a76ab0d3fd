/** Endpoints of groups: for everybody to read, for administrators to change. */
import type { ChangeGroup, CreateGroup, Group, Groups, Id, Snapshot } from '@copydesk/contract'
import type { CallOptions, CommandOptions, Transport } from '../../http/transport.ts'

export function createGroupsApi({ get, send }: Transport) {
  return {
    list: (call?: CallOptions) => get<Snapshot<Groups>>('/groups', {}, call),
    create: (body: CreateGroup, call?: CommandOptions) => send<Group>('POST', '/groups', body, call),
    change: (groupId: Id, change: ChangeGroup, call?: CommandOptions & { revision?: number }) =>
      send<Group>('PATCH', `/groups/${groupId}`, change, call),
    remove: (groupId: Id, call?: CommandOptions) =>
      send<void>('DELETE', `/groups/${groupId}`, undefined, call),
  }
}
