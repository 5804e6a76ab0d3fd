/** The live list of what awaits the signed-in person. */
import {
  type AwaitingChanged,
  type AwaitingState,
  applyAwaiting,
  channels,
  type Id,
} from '@copydesk/contract'
import type { Api } from '../../api.ts'
import { liveKey } from '../../live/live-store.ts'
import type { Live } from '../../live/live-types.ts'
import type { SharedLive } from '../../live/shared-live.ts'

const awaitingKey = liveKey<AwaitingState>('awaiting')

export interface AwaitingLives {
  /** What is due first comes first. */
  awaiting(): Live<AwaitingState>
}

/** `me` is the signed-in person. */
export function createAwaitingLives(shared: SharedLive, { awaiting }: Api, me: Id): AwaitingLives {
  return {
    awaiting: () =>
      shared<AwaitingState, AwaitingChanged>(awaitingKey, {
        channel: channels.person(me),
        load: (call) => awaiting.list(call),
        reduce: applyAwaiting,
        isIncomplete: (event) => event.type === 'awaiting.changed' && event.data === undefined,
      }),
  }
}
