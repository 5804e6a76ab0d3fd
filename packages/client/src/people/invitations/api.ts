/** Endpoints of invitations: for administrators, and for whoever has a link. */
import type {
  AcceptInvitation,
  CreatedInvitation,
  CreateInvitation,
  Id,
  Invitation,
  Invitations,
  OpenInvitation,
  SessionInfo,
  Snapshot,
} from '@copydesk/contract'
import type { CallOptions, CommandOptions, Transport } from '../../http/transport.ts'

export function createInvitationsApi({ get, send }: Transport) {
  return {
    list: (call?: CallOptions) => get<Snapshot<Invitations>>('/people/invitations', {}, call),
    /** The answer is the only one with the token. */
    create: (body: CreateInvitation, call?: CommandOptions) =>
      send<CreatedInvitation>('POST', '/people/invitations', body, call),
    revoke: (invitationId: Id, call?: CommandOptions) =>
      send<Invitation>('DELETE', `/people/invitations/${invitationId}`, undefined, call),
    /** What a link invites to. */
    look: (token: string, call?: CallOptions) => send<OpenInvitation>('POST', '/invitation', { token }, call),
    /** Makes the person and signs them in. */
    accept: (body: AcceptInvitation, call?: CallOptions) =>
      send<SessionInfo>('POST', '/invitation/accept', body, call),
  }
}
