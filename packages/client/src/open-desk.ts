/**
 * A desk at a server whose page this is not: another site with a token, another host of the same site with the cookie,
 * or a program. Puts address and credentials into HTTP and realtime alike.
 */
import { createApi } from './api.ts'
import { createDesk, type Desk } from './desk.ts'
import { ApiError } from './http/api-error.ts'
import { type AskToken, fetchWithCredentials, fetchWithToken, TokenSource } from './http/token-source.ts'
import { createAskChanges } from './realtime/changes.ts'
import type { Clock } from './realtime/clock.ts'
import { Realtime } from './realtime/realtime.ts'
import type { WebSocketClass } from './realtime/watched-platform.ts'

export interface OpenDeskOptions {
  /** The server, with its path where it has one: `https://example.org/desk`. */
  url: string
  /** A person token of the application; asked again when it ran out. Without it the session cookie counts. */
  token?: AskToken
  /**
   * Whether cookies go along: `omit` with a token, else `include`. A cookie reaches the server from hosts of the same
   * site only, never from another one.
   */
  credentials?: RequestCredentials
  fetch?: typeof globalThis.fetch
  WebSocket?: WebSocketClass
  clock?: Clock
  /** Shown in the server's log. */
  name?: string
}

/** Signs in by the credentials and connects. Rejects with an `ApiError` where they are refused. */
export async function openDesk({ url, token, ...options }: OpenDeskOptions): Promise<Desk> {
  const baseUrl = url.endsWith('/') ? url.slice(0, -1) : url
  const { clock, WebSocket } = options
  const fetch = fetchWithCredentials(
    options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    options.credentials ?? (token ? 'omit' : 'include'),
  )
  const source = token && new TokenSource(token)
  const apiFetch = source ? fetchWithToken(fetch, source) : fetch
  const api = createApi({ baseUrl, fetch: apiFetch, ...(clock ? { clock } : {}) })
  const person = await api.me.get()
  const realtime = new Realtime({
    url: `${baseUrl.replace(/^http/, 'ws')}/connection/websocket`,
    name: options.name ?? 'copydesk-desk',
    fetch,
    changes: createAskChanges(`${baseUrl}/api/v1/changes`, apiFetch, async () => ({})),
    liveInfo: () => api.live.get(),
    checkSession: async () => {
      try {
        await api.me.get()
        return 'signed_in'
      } catch (error) {
        return error instanceof ApiError && error.status === 401 ? 'signed_out' : 'unknown'
      }
    },
    ...(source ? { getToken: connectionToken(source, () => api.live.token()) } : {}),
    ...(clock ? { clock } : {}),
    ...(WebSocket ? { WebSocket } : {}),
  })
  const desk = createDesk({ api, realtime, person, ...(clock ? { clock } : {}) })
  realtime.start()
  return desk
}

/** Asks by HTTP, which renews the application's token where it ran out. */
function connectionToken(source: TokenSource, ask: () => Promise<{ token: string }>): () => Promise<string> {
  let given: string | undefined
  return async () => {
    const { token } = await ask()
    const current = await source.get()
    // The same token twice: the hub refused it. It is the application's own, so a new one must come from there.
    if (token === given && token === current) {
      await source.renew(current)
      given = (await ask()).token
    } else {
      given = token
    }
    return given
  }
}
