/** What a realtime connection can be given, and what it takes where it is given nothing. */
import type { LiveInfo, Position } from '@copydesk/contract'
import type { AskChanges } from './changes.ts'
import type { Clock } from './clock.ts'
import { type Rung, rungs } from './ladder.ts'
import type { TransportMemory } from './transport-memory.ts'
import type { WakeSignals } from './wake-signals.ts'
import type { WebSocketClass } from './watched-platform.ts'

/** What `checkSession` found out; `unknown` when it could not ask. */
export type SessionCheck = 'signed_in' | 'signed_out' | 'unknown'

export interface RealtimeOptions {
  /** Absolute `ws:` or `wss:` URL of the hub, e.g. `wss://cms.example/connection/websocket`. */
  url: string
  /** Where the other transports are, if not beside `url` as a Copydesk server has them. */
  endpoints?: Partial<Endpoints>
  /**
   * What the server has switched on; absent: `transports` are tried as they are. With the position that it was read
   * at, the connection follows that channel and obeys each `live.changed` there at once.
   */
  liveInfo?: () => Promise<LiveInfo & { position?: Position }>
  /** What to try where `liveInfo` does not tell, best first; WebSocket and HTTP stream when absent. */
  transports?: readonly Rung[]
  /** Whether the session still stands, asked when the server ends the connection for good. */
  checkSession?: () => Promise<SessionCheck>
  /** A connection token, for clients without the session cookie. */
  getToken?: () => Promise<string>
  /** The WebSocket class; the platform's own when absent. */
  WebSocket?: WebSocketClass
  /** For HTTP streams and polling; the platform's own when absent. */
  fetch?: typeof globalThis.fetch
  /** Asks for changes while polling; by `GET …/api/v1/changes` when absent. */
  changes?: AskChanges
  wakeSignals?: WakeSignals
  clock?: Clock
  /** Numbers from 0 to below 1, for jitter. */
  random?: () => number
  /** Remembers for a while which transport worked; nothing is remembered when absent. */
  memory?: TransportMemory
  /** Shown in the server's log. */
  name?: string
  /** The first try to reconnect waits up to twice this long. */
  minReconnectDelayMs?: number
  maxReconnectDelayMs?: number
  /** How long the server may take to open a connection, and to answer a command. */
  replyTimeoutMs?: number
  /** How often to ask again whether realtime was switched on. */
  askEveryMs?: number
  /** How often to ask for changes while polling. */
  pollEveryMs?: number
  /** Receives what consumers and listeners throw; the console does when absent. */
  onError?: (error: unknown) => void
}

/** Where a server's transports are. Absolute URLs. */
export interface Endpoints {
  http_stream: string
  /** Where commands go while the answers come as a stream. */
  emulation: string
  /** `GET` for polling. */
  changes: string
}

/** The places beside a WebSocket URL, as a Copydesk server has them. */
export function endpointsOf({ url, endpoints }: RealtimeOptions): Endpoints {
  const http = url.replace(/^ws/, 'http')
  const base = http.replace(/\/connection\/websocket(?=$|\?).*/, '').replace(/\/$/, '')
  return {
    http_stream: `${base}/connection/http_stream`,
    emulation: `${base}/emulation`,
    changes: `${base}/api/v1/changes`,
    ...endpoints,
  }
}

/** What can be spoken with what is given and what the platform has, best first. */
export function spokenBy(options: RealtimeOptions): readonly Rung[] {
  const hasWebSocket = (options.WebSocket ?? globalThis.WebSocket) !== undefined
  return rungs.filter((rung) => rung !== 'websocket' || hasWebSocket)
}
