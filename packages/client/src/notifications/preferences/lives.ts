/** The live list of what the signed-in person wants to be told of. */
import {
  applyPreferences,
  channels,
  type Id,
  type Preferences,
  type PreferencesEvent,
} from '@copydesk/contract'
import type { Api } from '../../api.ts'
import { liveKey } from '../../live/live-store.ts'
import type { Live } from '../../live/live-types.ts'
import type { SharedLive } from '../../live/shared-live.ts'

export const preferencesKey = liveKey<Preferences>('preferences')

export interface PreferenceLives {
  preferences(): Live<Preferences>
}

/** `me` is the signed-in person. */
export function createPreferenceLives(shared: SharedLive, api: Api, me: Id): PreferenceLives {
  return {
    preferences: () =>
      shared<Preferences, PreferencesEvent>(preferencesKey, {
        channel: channels.person(me),
        load: (call) => api.preferences.list(call),
        reduce: applyPreferences,
      }),
  }
}
