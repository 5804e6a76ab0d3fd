/** The live list of where the signed-in person is signed in. */
import {
  applyOwnSessions,
  channels,
  type Id,
  type OwnSessions,
  type OwnSessionsEvent,
} from '@copydesk/contract'
import type { Api } from '../../api.ts'
import { liveKey } from '../../live/live-store.ts'
import type { Live } from '../../live/live-types.ts'
import type { SharedLive } from '../../live/shared-live.ts'

const sessionsKey = liveKey<OwnSessions>('own-sessions')

export interface ProfileLives {
  ownSessions(): Live<OwnSessions>
}

/** `me` is the signed-in person. */
export function createProfileLives(shared: SharedLive, api: Api, me: Id): ProfileLives {
  return {
    ownSessions: () =>
      shared<OwnSessions, OwnSessionsEvent>(sessionsKey, {
        channel: channels.person(me),
        load: (call) => api.me.sessions(call),
        reduce: applyOwnSessions,
      }),
  }
}
