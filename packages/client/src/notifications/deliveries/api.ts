/** Endpoints of the log of deliveries, for administrators. */
import type {
  DeliveryList,
  DeliveryStatus,
  Id,
  RefusedAddress,
  RefusedAddressList,
  Snapshot,
} from '@copydesk/contract'
import type { PageQuery } from '../../http/queries.ts'
import type { CallOptions, CommandOptions, Transport } from '../../http/transport.ts'

export interface DeliveriesQuery extends PageQuery {
  status?: DeliveryStatus | undefined
  personId?: Id | undefined
}

export function createDeliveriesApi({ get, send }: Transport) {
  return {
    list: (query: DeliveriesQuery = {}, call?: CallOptions) =>
      get<Snapshot<DeliveryList>>('/deliveries', { ...query }, call),
    refusedAddresses: (query: PageQuery = {}, call?: CallOptions) =>
      get<Snapshot<RefusedAddressList>>('/refused-addresses', { ...query }, call),
    tryAgain: (personId: Id, call?: CommandOptions) =>
      send<RefusedAddress>('DELETE', `/refused-addresses/${personId}`, undefined, call),
  }
}
