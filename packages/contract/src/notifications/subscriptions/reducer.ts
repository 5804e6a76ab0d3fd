/** A person's own channel applied to what they watch and mute. */
import { oldestFirst, putMatching, withValues } from '../../core/rows.ts'
import type { Subscriptions } from './entity.ts'
import type { SubscriptionsEvent } from './events.ts'

/** The list after the event; the same state when the event tells nothing new. */
export function applySubscriptions(state: Subscriptions, event: SubscriptionsEvent): Subscriptions {
  if (event.type !== 'subscription.changed') return state
  const data = putMatching(state.data, [event.subscription], oldestFirst, ({ level }) => level !== 'default')
  return withValues(state, { data })
}
