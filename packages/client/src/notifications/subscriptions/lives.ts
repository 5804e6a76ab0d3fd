/** The live list of what the signed-in person watches and mutes. */
import {
  applySubscriptions,
  channels,
  type Id,
  type Subscriptions,
  type SubscriptionsEvent,
} from '@copydesk/contract'
import type { Api } from '../../api.ts'
import { liveKey } from '../../live/live-store.ts'
import type { Live } from '../../live/live-types.ts'
import type { SharedLive } from '../../live/shared-live.ts'

export const subscriptionsKey = liveKey<Subscriptions>('subscriptions')

export interface SubscriptionLives {
  subscriptions(): Live<Subscriptions>
}

/** `me` is the signed-in person. */
export function createSubscriptionLives(shared: SharedLive, api: Api, me: Id): SubscriptionLives {
  return {
    subscriptions: () =>
      shared<Subscriptions, SubscriptionsEvent>(subscriptionsKey, {
        channel: channels.person(me),
        load: (call) => api.subscriptions.list(call),
        reduce: applySubscriptions,
      }),
  }
}
