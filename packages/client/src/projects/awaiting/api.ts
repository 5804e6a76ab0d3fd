/** The endpoints of what awaits the signed-in person. */
import type { AwaitingState, Id, SettleMention, Snapshot } from '@copydesk/contract'
import type { CallOptions, CommandOptions, Transport } from '../../http/transport.ts'

export function createAwaitingApi({ get, send }: Transport) {
  return {
    list: (call?: CallOptions) => get<Snapshot<AwaitingState>>('/me/awaiting', {}, call),
    settleMention: (commentId: Id, change: SettleMention, call?: CommandOptions) =>
      send<void>('PATCH', `/me/awaiting/mentions/${commentId}`, change, call),
  }
}
