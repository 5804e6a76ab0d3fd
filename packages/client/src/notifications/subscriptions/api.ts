/** Endpoints of what the signed-in person watches and mutes. */
import type {
  ChangeSubscription,
  Snapshot,
  Subscription,
  SubscriptionKey,
  Subscriptions,
} from '@copydesk/contract'
import type { CallOptions, CommandOptions, Transport } from '../../http/transport.ts'

export function createSubscriptionsApi({ get, send }: Transport) {
  return {
    list: (call?: CallOptions) => get<Snapshot<Subscriptions>>('/subscriptions', {}, call),
    change: (key: SubscriptionKey, change: ChangeSubscription, call?: CommandOptions) =>
      send<Subscription>('PATCH', `/subscriptions/${key}`, change, call),
  }
}
