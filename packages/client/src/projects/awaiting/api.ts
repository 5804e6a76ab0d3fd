/** The endpoint of what awaits the signed-in person. */
import type { AwaitingState, Snapshot } from '@copydesk/contract'
import type { CallOptions, Transport } from '../../http/transport.ts'

export function createAwaitingApi({ get }: Transport) {
  return {
    list: (call?: CallOptions) => get<Snapshot<AwaitingState>>('/me/awaiting', {}, call),
  }
}
