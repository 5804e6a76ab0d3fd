/** Endpoints of what is switched on, and of the token for realtime clients. */
import type { ChangeLive, LiveSnapshot, LiveState, LiveToken } from '@copydesk/contract'
import type { CallOptions, CommandOptions, Transport } from '../http/transport.ts'

export function createLiveApi({ get, send }: Transport) {
  return {
    /** Which realtime transports are on, and why not. */
    get: (call?: CallOptions) => get<LiveSnapshot>('/live', {}, call),
    /** Switches live updates, or WebSockets alone; for administrators. */
    change: (body: ChangeLive, call?: CommandOptions) => send<LiveState>('PATCH', '/live', body, call),
    /** A connection token for realtime clients without the cookie. */
    token: (call?: CallOptions) => send<LiveToken>('POST', '/live/token', undefined, call),
  }
}
