/** The live snapshot of what is switched on. */
import { channels, type LiveState, type SiteEvent } from '@copydesk/contract'
import type { Api } from '../api.ts'
import { liveKey } from '../live/live-store.ts'
import type { Live } from '../live/live-types.ts'
import type { SharedLive } from '../live/shared-live.ts'

export const siteKey = liveKey<LiveState>('site')

export interface SiteLives {
  /** Which live updates are on, and the switches of administrators. */
  site(): Live<LiveState>
}

export function createSiteLives(shared: SharedLive, { live }: Api): SiteLives {
  return {
    site: () =>
      shared<LiveState, SiteEvent>(siteKey, {
        channel: channels.site,
        load: (call) => live.get(call),
        reduce: (state, event) => (event.type === 'live.changed' ? event.live : state),
      }),
  }
}
