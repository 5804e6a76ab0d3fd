/** Endpoints of work that failed at its last attempt, for administrators. */
import type { FailedWork, FailedWorkList, Id, Snapshot } from '@copydesk/contract'
import type { PageQuery } from '../http/queries.ts'
import type { CallOptions, CommandOptions, Transport } from '../http/transport.ts'

export function createFailedWorkApi({ get, send }: Transport) {
  return {
    list: (query: PageQuery = {}, call?: CallOptions) =>
      get<Snapshot<FailedWorkList>>('/failed-work', { ...query }, call),
    retry: (workId: Id, call?: CommandOptions) =>
      send<FailedWork>('POST', `/failed-work/${workId}/retry`, undefined, call),
    discard: (workId: Id, call?: CommandOptions) =>
      send<FailedWork>('DELETE', `/failed-work/${workId}`, undefined, call),
  }
}
