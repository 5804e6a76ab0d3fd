/** Endpoints about the signed-in person. */
import type { ChangeMe, ChangePassword, Id, Me, OwnSessions, Snapshot } from '@copydesk/contract'
import type { CallOptions, CommandOptions, Transport } from '../../http/transport.ts'

export function createMeApi({ get, send }: Transport) {
  return {
    get: (call?: CallOptions) => get<Me>('/me', {}, call),
    change: (change: ChangeMe, call?: CommandOptions & { revision?: number }) =>
      send<Me>('PATCH', '/me', change, call),
    /** Begins a new session in place of the one that asks. */
    changePassword: (body: ChangePassword, call?: CallOptions) =>
      send<void>('POST', '/me/password', body, call),
    sessions: (call?: CallOptions) => get<Snapshot<OwnSessions>>('/me/sessions', {}, call),
    endSession: (sessionId: Id, call?: CommandOptions) =>
      send<void>('DELETE', `/me/sessions/${sessionId}`, undefined, call),
    endOtherSessions: (call?: CommandOptions) => send<void>('DELETE', '/me/sessions', undefined, call),
  }
}
