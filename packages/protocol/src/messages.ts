/**
 * The messages of the protocol as they look after JSON.parse. Nothing here runs; decoding is in decode.ts and
 * client.ts, encoding in encode.ts. Field names are the wire's, hence the underscores.
 */
import type { ErrorReply, Unsubscribe } from './codes.ts'

/** Who is behind a connection, as others see it in presence, join, leave and client publications. */
export interface ClientInfo {
  user: string
  /** Id of the connection. */
  client: string
  /** What `authenticate` says about the connection. */
  conn_info?: unknown
  /** What `authorize` says about the connection in this channel. */
  chan_info?: unknown
}

/** A message of a channel as the client sees it. `offset` is absent where the channel keeps no stream. */
export interface PublicationMessage {
  data: unknown
  offset?: number
  info?: ClientInfo
  tags?: Record<string, string>
}

export interface ConnectParams {
  token?: string
  data?: unknown
  /** Name and version of the client library or application, for logs. */
  name?: string
  version?: string
}

export interface SubscribeParams {
  channel: string
  token?: string
  data?: unknown
  /** The client had a position and wants what it missed since. */
  recover: boolean
  offset: number
  /** Empty: the client does not know it and takes any. */
  epoch: string
  /** Answer error 112 if the position cannot be recovered. */
  rejectUnrecovered: boolean
}

export interface PublishParams {
  channel: string
  /** JSON text, as the client wrote it, without white space between its tokens. */
  data: string
}

export interface HistoryParams {
  channel: string
  /** Absent or 0: only the position is wanted. Negative: as many as the server gives. */
  limit: number
  since?: { offset: number; epoch: string }
  /** Newest first. */
  reverse: boolean
}

/** A command of a client, checked. */
export type Command =
  | { kind: 'pong' }
  | { kind: 'connect'; id: number; params: ConnectParams }
  | { kind: 'subscribe'; id: number; params: SubscribeParams }
  | { kind: 'unsubscribe'; id: number; params: { channel: string } }
  | { kind: 'publish'; id: number; params: PublishParams }
  | { kind: 'presence'; id: number; params: { channel: string } }
  | { kind: 'presence_stats'; id: number; params: { channel: string } }
  | { kind: 'history'; id: number; params: HistoryParams }
  | { kind: 'refresh'; id: number; params: { token: string } }
  | { kind: 'sub_refresh'; id: number; params: { channel: string; token: string } }
  | { kind: 'rpc'; id: number; params: { method: string; data: unknown } }
  | { kind: 'send'; params: { data: unknown } }
  /** Well-formed, but not to be carried out: answer with this error. */
  | { kind: 'refused'; id: number; error: ErrorReply }

export interface ConnectResult {
  client: string
  version: string
  /** Seconds between the server's pings, and whether it wants pongs. */
  ping: number
  pong: boolean
  expires?: true
  ttl?: number
  data?: unknown
  session?: string
  node?: string
}

export interface SubscribeResult {
  recoverable?: true
  positioned?: true
  epoch?: string
  /** Where the client stands before `publications`. */
  offset?: number
  recovered?: true
  was_recovering?: true
  publications?: PublicationMessage[]
  expires?: true
  ttl?: number
  data?: unknown
}

export interface HistoryResult {
  epoch: string
  offset: number
  publications: PublicationMessage[]
}

/** The results by the name of their command. */
export interface Results {
  connect: ConnectResult
  subscribe: SubscribeResult
  unsubscribe: Record<string, never>
  publish: Record<string, never>
  presence: { presence: Record<string, ClientInfo> }
  presence_stats: { num_clients: number; num_users: number }
  history: HistoryResult
  refresh: { client: string; version: string; expires?: true; ttl?: number }
  sub_refresh: { expires?: true; ttl?: number }
  rpc: { data?: unknown }
}

/** The content of a push. Exactly one field besides `channel` is present. */
export interface Push {
  channel?: string
  pub?: PublicationMessage
  join?: { info: ClientInfo }
  leave?: { info: ClientInfo }
  unsubscribe?: Unsubscribe
  disconnect?: { code: number; reason: string }
  message?: { data: unknown }
}

/** What the server sends: the answer to a command, a push, or (without either) a ping. */
export type ServerMessage =
  | ({ id: number; error?: ErrorReply } & Partial<Results>)
  | { push: Push }
  | Record<string, never>
