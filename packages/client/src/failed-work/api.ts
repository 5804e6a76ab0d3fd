/** Endpoints of work that failed at its last attempt, for administrators. */
import type { FailedWork, FailedWorkList, Id } from '@copydesk/contract'
import type { CallOptions, CommandOptions, Transport } from '../http/transport.ts'

export function createFailedWorkApi({ get, send }: Transport) {
  return {
    list: (query: { cursor?: string | undefined } = {}, call?: CallOptions) =>
      get<FailedWorkList>('/failed-work', { ...query }, call),
    retry: (workId: Id, call?: CommandOptions) =>
      send<FailedWork>('POST', `/failed-work/${workId}/retry`, undefined, call),
    discard: (workId: Id, call?: CommandOptions) =>
      send<FailedWork>('DELETE', `/failed-work/${workId}`, undefined, call),
  }
}
