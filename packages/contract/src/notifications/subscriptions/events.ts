/** What is published in a person's own channel about what they watch and mute. */
import type { EventBase } from '../../core/event.ts'
import type { Subscription } from './entity.ts'

export interface SubscriptionChanged extends EventBase<'subscription.changed'> {
  subscription: Subscription
}

/** Channel `person:#{id}`, beside the inbox. */
export type SubscriptionsEvent = SubscriptionChanged
