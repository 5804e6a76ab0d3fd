/** What the connection asks of a transport, and what a transport reports. No code. */
import type { FeedPublication, ReloadReason, StreamPosition, SubscribedReport } from './channel-feed.ts'
import type { ConnectionEvent } from './connection-state.ts'

/** What a transport has to say about itself. */
export type LinkEvent = Extract<
  ConnectionEvent,
  { type: 'connected' | 'dropped' | 'attempt_failed' | 'refused' | 'timed' }
>

/** A client in a channel, as presence tells it. */
export interface ClientInfo {
  client: string
  user: string
}

/** How a channel is subscribed to. */
export interface SubscribeOptions {
  /** Where to go on; null: from now on. */
  since: StreamPosition | null
  /** Who comes and goes is told as well. */
  joinLeave?: boolean
  /** A token of this channel, where the server wants one. */
  getToken?: (() => Promise<string>) | undefined
}

/** A range of what a channel keeps. */
export interface HistoryOptions {
  /** At most so many; as many as the server gives when absent. */
  limit?: number
  /** Right after this position, or with `reverse` right before it. */
  since?: StreamPosition
  /** Newest first. */
  reverse?: boolean
}

export interface History {
  publications: readonly FeedPublication[]
  /** Where the channel stands. */
  position: StreamPosition
}

/** What can be asked of a channel without following it. */
export type ChannelRequest =
  | { method: 'publish'; channel: string; data: unknown }
  | { method: 'presence'; channel: string }
  | { method: 'history'; channel: string; options: HistoryOptions }

export interface ChannelAnswers {
  publish: undefined
  presence: readonly ClientInfo[]
  history: History
}

export interface ChannelListener {
  subscribed(report: SubscribedReport): void
  /** `by`: the client that published it, if one did. */
  publication(publication: FeedPublication, by?: ClientInfo): void
  closed(code: number, reason: string): void
  /** Not by the server, and not for good: where the subscription stood is not known any more. */
  lost(): void
  /** Something is missing that nothing brings back. */
  missed?(reason: ReloadReason): void
  joined?(client: ClientInfo): void
  left?(client: ClientInfo): void
}

/** One channel over one link. */
export interface LinkSubscription {
  isSubscribed(): boolean
  /** Who is in the channel now, by client id. Rejects where that cannot be known. */
  presence(): Promise<Record<string, ClientInfo>>
  remove(): void
}

/**
 * One way to the server. Tries once for each `connect` and reports what came of it; trying again is not its
 * business. Subscriptions stay through a `disconnect` and recover from their own positions.
 */
export interface Link {
  connect(): void
  disconnect(): void
  /** Resolves when the server answered something, rejects when it did not in time. */
  probe(): Promise<void>
  /** Asks for what is new now, where the server does not send it by itself. */
  hasten(): void
  subscribe(channel: string, options: SubscribeOptions, listener: ChannelListener): LinkSubscription
  /** Rejects with a `RealtimeError`. */
  request<Request extends ChannelRequest>(request: Request): Promise<ChannelAnswers[Request['method']]>
}
