/** Endpoints of people, and of signing in and out. */
import type {
  ChangePerson,
  Id,
  PeopleState,
  Person,
  SessionInfo,
  Setup,
  SignIn,
  Snapshot,
} from '@copydesk/contract'
import type { CallOptions, CommandOptions, Transport } from '../http/transport.ts'

export function createSessionApi({ get, send }: Transport) {
  return {
    get: (call?: CallOptions) => get<SessionInfo>('/session', {}, call),
    signIn: (body: SignIn, call?: CallOptions) => send<SessionInfo>('POST', '/session', body, call),
    /** In demo mode only. */
    signInDemo: (person: 'admin' | 'editor' | 'reviewer', call?: CallOptions) =>
      send<SessionInfo>('POST', '/session/demo', { person }, call),
    signOut: (call?: CallOptions) => send<void>('DELETE', '/session', undefined, call),
    /** The first administrator, while there is no person. */
    setup: (body: Setup, call?: CallOptions) => send<SessionInfo>('POST', '/setup', body, call),
  }
}

/** For administrators, but for the list. */
export function createPeopleApi({ get, send }: Transport) {
  return {
    list: (call?: CallOptions) => get<Snapshot<PeopleState>>('/people', {}, call),
    change: (personId: Id, change: ChangePerson, call?: CommandOptions & { revision?: number }) =>
      send<Person>('PATCH', `/people/${personId}`, change, call),
    remove: (personId: Id, call?: CommandOptions) =>
      send<Person>('DELETE', `/people/${personId}`, undefined, call),
  }
}
