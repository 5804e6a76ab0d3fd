/** What the connection asks of a transport, and what a transport reports. No code. */
import type { FeedPublication, StreamPosition, SubscribedReport } from './channel-feed.ts'
import type { ConnectionEvent } from './connection-state.ts'

/** What a transport has to say about itself. */
export type LinkEvent = Extract<
  ConnectionEvent,
  { type: 'connected' | 'dropped' | 'attempt_failed' | 'refused' }
>

/** A client in a channel, as presence tells it. */
export interface ClientInfo {
  client: string
  user: string
}

export interface ChannelListener {
  subscribed(report: SubscribedReport): void
  publication(publication: FeedPublication): void
  closed(code: number, reason: string): void
  /** Not by the server, and not for good: where the subscription stood is not known any more. */
  lost(): void
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
  /** From a position; null: whatever comes from now on. */
  subscribe(channel: string, since: StreamPosition | null, listener: ChannelListener): LinkSubscription
}
