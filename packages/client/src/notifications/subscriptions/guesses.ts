/** What watching or muting will do to the list of it. */
import {
  applySubscriptions,
  type SubscriptionKey,
  type SubscriptionLevel,
  type Subscriptions,
} from '@copydesk/contract'
import { type Authorship, event } from '../../live/guess.ts'

export function guessLevel(who: Authorship, key: SubscriptionKey, level: SubscriptionLevel) {
  return (state: Subscriptions): Subscriptions => {
    const before = state.data.find(({ id }) => id === key)
    if ((before?.level ?? 'default') === level) return state
    const revision = (before?.revision ?? 0) + 1
    const subscription = { id: key, revision, level, changedAt: who.at }
    return applySubscriptions(state, { ...event(who, 'subscription.changed'), subscription })
  }
}
