/** What an application hands to `createHub`, and the answers it gives when the hub asks who may do what. */
import type { IncomingHttpHeaders } from 'node:http'
import type { ClientInfo, HandshakeRecord } from '@copydesk/protocol'
import type { Broker } from './brokers/broker.ts'
import type { TransportKind } from './connections/transport.ts'
import type { HubTransport } from './handshake/hub-paths.ts'
import type { JournalReader } from './journal/journal.ts'

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

/**
 * `denied` closes with 3500 (invalid token), `expired` answers error 109 so that the client refreshes, `not_yet` closes
 * with 3400, after which the client tries again. The message goes to the log: nothing secret may be in it.
 */
export type AuthenticateResult =
  | { ok: true; auth: Authenticated }
  | { ok: false; reason: 'denied' | 'expired' | 'not_yet'; message: string }

export interface AuthorizeRequest {
  user: string
  channel: string
  action: 'subscribe' | 'presence' | 'history' | 'publish'
  /** The subscription token of the subscribe command, if it carried one. */
  token?: string
  /** What the client sent along with its subscribe command, if anything, or publishes. */
  data?: unknown
  /** Whether the connection is subscribed to the channel; said with the other actions. */
  subscribed?: boolean
}

/**
 * `expiresAt` is Unix time in seconds, when the right must be asked for again; `info` describes the client in
 * this channel's presence; `message` goes to the log.
 */
export type AuthorizeResult =
  | { ok: true; expiresAt?: number; info?: unknown }
  | { ok: false; reason: 'denied' | 'unknown_channel' | 'expired' | 'not_yet'; message?: string }

/**
 * How the channels of one namespace behave. The hub asks `rulesFor(channel)` at each subscribe; a channel keeps
 * the rules of its first subscriber as long as it has any.
 */
export interface ChannelRules {
  /**
   * The journal keeps this channel, so that subscribers recover what they missed. What clients publish into it
   * goes through the option `publish`, because the hub never writes to the journal.
   */
  recoverable: boolean
  /** The journal keeps this channel for `history` although subscribers do not recover. */
  history?: boolean
  /** Subscribers may ask who else is there (if `authorize` agrees). */
  presence: boolean
  /** Subscribers are told who comes and goes, whether they asked for it or not. */
  joinLeave: boolean
  /** What a client may do that is not subscribed (if `authorize` agrees); nothing when absent. */
  fromOutside?: { publish?: boolean; presence?: boolean }
  /** What one subscriber may publish, where the journal keeps nothing; as the limits of all commands say when absent. */
  fromSubscriber?: PublishLimits
}

/** More than this is refused before `authorize` is asked. */
export interface PublishLimits {
  /** Of the JSON text; more is error 107. */
  maxBytes: number
  /** Held over ten seconds; more is error 111. */
  perSecond: number
}

/** What one client, one user and all together may ask of a node. Infinity where there is no limit. */
export interface HubLimits {
  /** Largest message accepted from a client, in bytes; larger ones close with 1009, or are answered 413. */
  maxMessageBytes: number
  /** More subscriptions are error 106. */
  maxChannelsPerConnection: number
  /** Connections of this node; more are answered 503, so that clients try elsewhere or later. */
  maxConnections: number
  /** Connections of one user to this node; more end with 3504. Anonymous users are not counted. */
  maxConnectionsPerUser: number
  /**
   * Commands of one connection, pongs included; who sends more ends with 3013. Like the two rates below it is held
   * over ten seconds, so that a client may send all its subscriptions at once.
   */
  maxCommandsPerSecond: number
  /** Subscribe and history commands of one connection; more are error 111, which clients repeat later. */
  maxSubscribesPerSecond: number
  /** Publish and rpc commands of one connection; more are error 111. */
  maxPublishesPerSecond: number
  /** A slow reader with more than this waiting is cut off with 3008. */
  maxQueuedBytes: number
  /** Publications of one channel replayed at recovery; a longer gap is answered with recovered: false. */
  maxRecoveredPublications: number
  /**
   * Bytes replayed to one connection within ten seconds, of all its channels together; a gap with more in it is
   * answered with recovered: false. Below it a `history` reply ends as well.
   */
  maxRecoveredBytes: number
}

/** A command that the hub only passes on. */
export interface RpcRequest {
  user: string
  /** Id of the connection. */
  client: string
  method: string
  /** As the client sent it, parsed; undefined when it sent none. */
  data: unknown
}

/** `data` must be JSON. Error codes of an application are 1000 and above. */
export type RpcResult =
  | { ok: true; data?: unknown }
  | { ok: false; error: { code: number; message: string; temporary?: true } }

export interface PublishRequest {
  channel: string
  /** The payload as JSON text. */
  data: string
  /** Who published it. */
  info: ClientInfo
}

/**
 * Where something is done: at this node, by an application that sees the cause at each of its nodes, or at all of them,
 * which this one tells.
 */
export type Reach = 'this_node' | 'every_node'

export interface ConnectionEnd {
  transport: TransportKind
  /** 1006 where no close code came. */
  code: number
  ageMs: number
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
  /** Whether a browser page of this origin may use cookies here, given the host that the request asks for. */
  isOriginAllowed(origin: string | undefined, host: string | undefined): boolean
  /** Carries out the rpc commands of clients; without it they are error 108. */
  rpc?(request: RpcRequest): Promise<RpcResult>
  /**
   * Keeps what a client publishes into a channel that the journal keeps, and announces it. Without it such a
   * publish is error 108. `authorize` was asked before.
   */
  publish?(request: PublishRequest): Promise<void>
  /** Which transports are served at first; all when absent. `GET /events` belongs to `sse`. */
  transports?: readonly HubTransport[]
  /** Why a transport is not served now, without a full stop at the end; told to whoever asks for a WebSocket then. */
  whyOff?(transport: HubTransport): string | undefined
  /** What the path of every address of the hub begins with, such as `/live`; nothing when absent. */
  pathPrefix?: string
  /** Names this node to other nodes and in answers; random when absent. */
  nodeId?: string
  limits?: Partial<HubLimits>
  /** How often the server pings (25,000), and how long it waits for the pong (8,000; less than the interval). */
  pingIntervalMs?: number
  pongTimeoutMs?: number
  /** How long a new connection may take to send its connect command (15,000). */
  connectTimeoutMs?: number
  /**
   * How often the journal is asked where the open channels stand, in case an announcement was lost (1,500: with the
   * question and the read that follows, what was lost is there within two seconds).
   */
  journalPollMs?: number
  /** Over what time a stopping hub ends its connections when there are many (5,000). */
  drainMs?: number
  log?: HubLog
  /**
   * Whether the peer at this address is a proxy that the application trusts: its X-Forwarded-Host counts. Told in
   * refusals and records.
   */
  isTrustedProxy?(address: string): boolean
  /** Told about each handshake, taken or refused; plain requests for the WebSocket path count as refused. */
  onHandshake?(record: HandshakeRecord): void
  /** Told about the end of each connection. */
  onConnectionEnd?(end: ConnectionEnd): void
}
