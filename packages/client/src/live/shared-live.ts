/** How the domains make their live snapshots: one per key, shared by everybody who shows it. */
import type { Id } from '@copydesk/contract'
import type { Clock } from '../realtime/clock.ts'
import type { ChannelSource } from '../realtime/connection.ts'
import { createLive } from './live.ts'
import type { LiveKey, LiveStore } from './live-store.ts'
import type { Live, LiveEvent, LiveOptions, LoadCall } from './live-types.ts'

export interface SharedLiveOptions {
  realtime: ChannelSource
  store: LiveStore
  /** The signed-in person. */
  me: Id
  clock: Clock
  random: () => number
}

/** Finds the live snapshot of a key, or makes it. */
export type SharedLive = <State extends object, Event extends LiveEvent>(
  key: LiveKey<State>,
  own: Omit<LiveOptions<State, Event>, 'realtime' | 'me' | 'clock' | 'random'>,
) => Live<State>

/** Binds the making of live snapshots to one person's connection and store. */
export function createSharedLive({ store, ...options }: SharedLiveOptions): SharedLive {
  return <State extends object, Event extends LiveEvent>(
    key: LiveKey<State>,
    own: Omit<LiveOptions<State, Event>, 'realtime' | 'me' | 'clock' | 'random'>,
  ) => store.get<State>(key, () => createLive<State, Event>({ ...options, ...own }))
}

/** Page sizes that every list answers: no smaller than its own default, no larger than the smallest maximum. */
const smallestReload = 100
const largestReload = 200

/** A reload brings back in one answer what was on screen, so that all of it stands at one position. */
export function limitOf({ rows = 0 }: LoadCall): { limit?: number } {
  return rows > 0 ? { limit: Math.min(Math.max(rows, smallestReload), largestReload) } : {}
}
