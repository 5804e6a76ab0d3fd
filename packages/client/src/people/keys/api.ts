/** Endpoints of service keys, for administrators. */
import type { CreatedServiceKey, CreateServiceKey, Id, ServiceKey, ServiceKeyList } from '@copydesk/contract'
import type { CallOptions, CommandOptions, Transport } from '../../http/transport.ts'

export function createKeysApi({ get, send }: Transport) {
  return {
    list: (call?: CallOptions) => get<ServiceKeyList>('/keys', {}, call),
    /** The answer is the only one with the text of the key. */
    create: (body: CreateServiceKey, call?: CommandOptions) =>
      send<CreatedServiceKey>('POST', '/keys', body, call),
    revoke: (keyId: Id, call?: CommandOptions) =>
      send<ServiceKey>('DELETE', `/keys/${keyId}`, undefined, call),
  }
}
