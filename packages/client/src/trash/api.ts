/** Endpoints of the trash. */
import type { Id, Snapshot, TrashFilter, TrashState } from '@copydesk/contract'
import type { CallOptions, CommandOptions, Transport } from '../http/transport.ts'

export function createTrashApi({ get, send }: Transport) {
  return {
    list: (filter: Partial<TrashFilter> = {}, call?: CallOptions) =>
      get<Snapshot<TrashState>>('/trash', { ...filter }, call),
    /** For good; so does the next. */
    purgeContent: (id: Id, call?: CommandOptions) =>
      send<void>('DELETE', `/trash/content/${id}`, undefined, call),
    purgeProject: (id: Id, call?: CommandOptions) =>
      send<void>('DELETE', `/trash/projects/${id}`, undefined, call),
  }
}
