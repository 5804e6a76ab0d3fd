/** Endpoint of the log of deliveries, for administrators. */
import type { DeliveryList, DeliveryStatus, Id } from '@copydesk/contract'
import type { CallOptions, Transport } from '../../http/transport.ts'

export interface DeliveriesQuery {
  status?: DeliveryStatus | undefined
  personId?: Id | undefined
  cursor?: string | undefined
}

export function createDeliveriesApi({ get }: Transport) {
  return {
    list: (query: DeliveriesQuery = {}, call?: CallOptions) =>
      get<DeliveryList>('/deliveries', { ...query }, call),
  }
}
