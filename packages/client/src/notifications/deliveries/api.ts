/** Endpoints of the log of deliveries, for administrators. */
import type { DeliveryList, DeliveryStatus, Id, RefusedAddress, RefusedAddressList } from '@copydesk/contract'
import type { CallOptions, CommandOptions, Transport } from '../../http/transport.ts'

export interface DeliveriesQuery {
  status?: DeliveryStatus | undefined
  personId?: Id | undefined
  cursor?: string | undefined
}

export function createDeliveriesApi({ get, send }: Transport) {
  return {
    list: (query: DeliveriesQuery = {}, call?: CallOptions) =>
      get<DeliveryList>('/deliveries', { ...query }, call),
    refusedAddresses: (query: { cursor?: string | undefined } = {}, call?: CallOptions) =>
      get<RefusedAddressList>('/refused-addresses', { ...query }, call),
    tryAgain: (personId: Id, call?: CommandOptions) =>
      send<RefusedAddress>('DELETE', `/refused-addresses/${personId}`, undefined, call),
  }
}
