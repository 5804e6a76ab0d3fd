/** The live snapshot of people. */
import { applyPeople, channels, type PeopleEvent, type PeopleState } from '@copydesk/contract'
import type { Api } from '../api.ts'
import { liveKey } from '../live/live-store.ts'
import type { Live } from '../live/live-types.ts'
import type { SharedLive } from '../live/shared-live.ts'

const peopleKey = liveKey<PeopleState>('people')

export interface PeopleLives {
  people(): Live<PeopleState>
}

export function createPeopleLives(shared: SharedLive, { people }: Api): PeopleLives {
  return {
    people: () =>
      shared<PeopleState, PeopleEvent>(peopleKey, {
        channel: channels.people,
        load: (call) => people.list(call),
        reduce: applyPeople,
      }),
  }
}
