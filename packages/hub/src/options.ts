/** What an application hands to `createHub`, and the answers it gives when the hub asks who may do what. */
import type { IncomingHttpHeaders } from 'node:http'
import type { Broker } from './broker.ts'
import type { JournalReader } from './journal.ts'

/** A connection attempt, as seen by `authenticate`. */
export interface ConnectRequest {
  headers: IncomingHttpHeaders
  /** The token of the connect command, if it carried one. */
  token: string | undefined
  /** The cookie header may be trusted: the Origin header names this site or an allowed origin. */
  originAllowed: boolean
  remoteAddress: string
}

export interface Authenticated {
  /** The user's id; the empty string is an anonymous user. */
  user: string
  /** Id of the sign-in session behind this connection: `hub.endSession(sessionId)` closes it. */
  sessionId?: string
  /** Unix time in seconds after which the credential must be refreshed; absent when it does not expire. */
  expiresAt?: number
  /** Public description of the client in presence, e.g. a name. */
  info?: unknown
}

/** `denied` closes with 3500 (invalid token), `expired` answers error 109 so that the client refreshes. */
export type AuthenticateResult =
  | { ok: true; auth: Authenticated }
  | { ok: false; reason: 'denied' | 'expired'; message: string }

export interface AuthorizeRequest {
  user: string
  channel: string
  action: 'subscribe' | 'presence' | 'history' | 'publish'
  /** The subscription token of the subscribe command, if it carried one. */
  token?: string
  /** What the client sent along with its subscribe command, if anything. */
  data?: unknown
}

/**
 * `expiresAt` is Unix time in seconds, when the right must be asked for again; `info` describes the client in
 * this channel's presence.
 */
export type AuthorizeResult =
  | { ok: true; expiresAt?: number; info?: unknown }
  | { ok: false; reason: 'denied' | 'unknown_channel' | 'expired' }

/**
 * How the channels of one namespace behave. The hub asks `rulesFor(channel)` at each subscribe; a channel keeps
 * the rules of its first subscriber as long as it has any.
 */
export interface ChannelRules {
  /**
   * The journal keeps this channel, so that subscribers recover what they missed. Clients publish only to
   * channels that it does not keep, because the hub never writes to the journal.
   */
  recoverable: boolean
  /** Subscribers may ask who else is there (if `authorize` agrees). */
  presence: boolean
  /** Subscribers are told who comes and goes, whether they asked for it or not. */
  joinLeave: boolean
}

export interface HubLimits {
  /** Largest message accepted from a client, in bytes; larger ones close with 1009. */
  maxMessageBytes: number
  maxChannelsPerConnection: number
  /** A slow reader with more than this waiting is cut off with 3008. */
  maxQueuedBytes: number
  /**
   * Publications replayed at recovery; a longer gap, or one with more than half of `maxQueuedBytes` in it, is
   * answered with recovered: false.
   */
  maxRecoveredPublications: number
}

/** The two log calls the hub makes; pino fits. */
export interface HubLog {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
}

export interface HubOptions {
  journal: JournalReader
  broker: Broker
  authenticate(request: ConnectRequest): Promise<AuthenticateResult>
  authorize(request: AuthorizeRequest): Promise<AuthorizeResult>
  /** Undefined for a channel whose namespace is not known. */
  rulesFor(channel: string): ChannelRules | undefined
  /** Whether a browser page of this origin may use cookies here, given the Host header of the request. */
  isOriginAllowed(origin: string | undefined, host: string | undefined): boolean
  /** Names this node to other nodes and in answers; random when absent. */
  nodeId?: string
  limits?: Partial<HubLimits>
  /** How often the server pings (25,000), and how long it waits for the pong (8,000; less than the interval). */
  pingIntervalMs?: number
  pongTimeoutMs?: number
  /** How long a new connection may take to send its connect command (15,000). */
  connectTimeoutMs?: number
  /** How often the journal is asked which channels changed, in case an announcement was lost (2,000). */
  journalPollMs?: number
  log?: HubLog
}
