/** The live list of invitations, for administrators. */
import {
  applyInvitations,
  channels,
  type Id,
  type Invitations,
  type InvitationsEvent,
} from '@copydesk/contract'
import type { Api } from '../../api.ts'
import { liveKey } from '../../live/live-store.ts'
import type { Live } from '../../live/live-types.ts'
import type { SharedLive } from '../../live/shared-live.ts'

const invitationsKey = liveKey<Invitations>('invitations')

export interface InvitationLives {
  invitations(): Live<Invitations>
}

/** `me` is the signed-in person, in whose own channel administrators are told. */
export function createInvitationLives(shared: SharedLive, api: Api, me: Id): InvitationLives {
  return {
    invitations: () =>
      shared<Invitations, InvitationsEvent>(invitationsKey, {
        channel: channels.person(me),
        load: (call) => api.invitations.list(call),
        reduce: applyInvitations,
      }),
  }
}
