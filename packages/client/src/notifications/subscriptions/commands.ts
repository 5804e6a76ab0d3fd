/** The command that watches or mutes. */
import type { Subscription, SubscriptionKey, SubscriptionLevel } from '@copydesk/contract'
import type { Api } from '../../api.ts'
import type { CommandOutcome, CommandRunner } from '../../live/command-runner.ts'
import type { LiveStore } from '../../live/live-store.ts'
import { guessLevel } from './guesses.ts'
import { subscriptionsKey } from './lives.ts'

export interface SubscriptionCommands {
  /** Sets what the person is told of something. */
  subscribe(key: SubscriptionKey, level: SubscriptionLevel): Promise<CommandOutcome<Subscription>>
}

export function createSubscriptionCommands(
  api: Api,
  store: LiveStore,
  { write }: CommandRunner,
): SubscriptionCommands {
  return {
    subscribe: (key, level) =>
      write(
        (commandId) => api.subscriptions.change(key, { level }, { commandId }),
        (show, who) => show(store.active(subscriptionsKey), guessLevel(who, key, level)),
      ),
  }
}
