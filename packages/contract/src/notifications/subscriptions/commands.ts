/** What a person sends to watch or mute. */
import type { SubscriptionLevel } from './entity.ts'

/** `PATCH /subscriptions/{key}` */
export interface ChangeSubscription {
  level: SubscriptionLevel
}
