/** What is published in the own channel of each administrator about invitations. */
import type { EventBase } from '../../core/event.ts'
import type { Invitation } from './entity.ts'

/** A new one comes as a changed one with an unknown id. */
export interface InvitationChanged extends EventBase<'invitation.changed'> {
  invitation: Invitation
}

/** Channel `person:#{id}` of administrators, beside the inbox. */
export type InvitationsEvent = InvitationChanged
