/**
 * The HTTP API (`/api/v1`) as typed methods, grouped by resource. Reads resolve to what the server answered;
 * commands are `Sent`, with the id that their events carry. Both reject with `ApiError`. Holds no state.
 */
import type {
  ChangeLive,
  LiveSnapshot,
  LiveState,
  LiveToken,
  PeopleState,
  Person,
  SessionInfo,
  Setup,
  SignIn,
  Snapshot,
} from '@copydesk/contract'
import { createContentApi } from './content/api.ts'
import type { ApiError } from './http/api-error.ts'
import { type CallOptions, type CommandOptions, createTransport, type Transport } from './http/transport.ts'
import { createNotificationsApi } from './notifications/api.ts'
import { createCommentsApi, createItemsApi, createProjectsApi } from './projects/api.ts'
import { type Clock, systemClock } from './realtime/clock.ts'

export interface ApiOptions {
  /** Origin (and prefix) of the server, e.g. `https://cms.example`; absent: the page's own origin. */
  baseUrl?: string
  fetch?: typeof globalThis.fetch
  /** Sent with every request, e.g. `Authorization`, for clients without the session cookie. */
  headers?: () => Record<string, string>
  /** Called for every error, e.g. to show the sign-in page at `not_signed_in`. */
  onError?: (error: ApiError) => void
  clock?: Clock
  random?: () => number
  timeoutMs?: number
}

export type Api = ReturnType<typeof createApi>

/** Makes the methods of one server's API. */
export function createApi(options: ApiOptions = {}) {
  const transport = createTransport({
    baseUrl: options.baseUrl ?? '',
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    headers: options.headers ?? (() => ({})),
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
    timeoutMs: options.timeoutMs ?? 30_000,
    onError: options.onError ?? (() => {}),
  })
  return {
    session: createSessionApi(transport),
    me: { get: (call?: CallOptions) => transport.get<Person>('/me', {}, call) },
    people: { list: (call?: CallOptions) => transport.get<Snapshot<PeopleState>>('/people', {}, call) },
    live: {
      /** Which realtime transports are on, and why not. */
      get: (call?: CallOptions) => transport.get<LiveSnapshot>('/live', {}, call),
      /** Switches live updates, or WebSockets alone; for administrators. */
      change: (body: ChangeLive, call?: CommandOptions) =>
        transport.send<LiveState>('PATCH', '/live', body, call),
      /** A connection token for realtime clients without the cookie. */
      token: (call?: CallOptions) => transport.send<LiveToken>('POST', '/live/token', undefined, call),
    },
    projects: createProjectsApi(transport),
    items: createItemsApi(transport),
    comments: createCommentsApi(transport),
    content: createContentApi(transport),
    notifications: createNotificationsApi(transport),
  }
}

function createSessionApi(transport: Transport) {
  return {
    get: (call?: CallOptions) => transport.get<SessionInfo>('/session', {}, call),
    signIn: (body: SignIn, call?: CallOptions) => transport.send<SessionInfo>('POST', '/session', body, call),
    /** In demo mode only. */
    signInDemo: (person: 'admin' | 'editor' | 'reviewer', call?: CallOptions) =>
      transport.send<SessionInfo>('POST', '/session/demo', { person }, call),
    signOut: (call?: CallOptions) => transport.send<void>('DELETE', '/session', undefined, call),
    /** The first administrator, while there is no person. */
    setup: (body: Setup, call?: CallOptions) => transport.send<SessionInfo>('POST', '/setup', body, call),
  }
}
