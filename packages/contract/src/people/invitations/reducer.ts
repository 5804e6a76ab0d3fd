/** An administrator's own channel applied to the list of invitations, newest first. */
import { newestFirst, putRows, withValues } from '../../core/rows.ts'
import type { Invitations } from './entity.ts'
import type { InvitationsEvent } from './events.ts'

/** The list after the event; the same state when the event tells nothing new. */
export function applyInvitations(state: Invitations, event: InvitationsEvent): Invitations {
  if (event.type !== 'invitation.changed') return state
  return withValues(state, { data: putRows(state.data, [event.invitation], newestFirst) })
}
