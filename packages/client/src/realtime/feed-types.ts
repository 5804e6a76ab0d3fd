/** What a channel's feed gives to its consumers and asks of the connection. No code. */

/** A place in a channel: everything up to and including `offset` is known. */
export interface StreamPosition {
  epoch: string
  offset: number
}

export interface FeedPublication {
  /** 0 in a channel that keeps no history. */
  offset: number
  data: unknown
}

/** Why a consumer must load its snapshot anew. */
export type ReloadReason = 'not_recovered' | 'gap' | 'epoch_changed' | 'consumer_failed'

export interface FeedConsumer {
  /** `fresh` is false for what the consumer's snapshot contains, or when it waits for a new snapshot. */
  onPublication(publication: FeedPublication, fresh: boolean): void
  /** Nothing fresh comes until `startAt` is called with the position of a new snapshot. */
  onReload(reason: ReloadReason): void
  /** The server ended the subscription, e.g. for want of the right to read; `startAt` subscribes again. */
  onClosed(closed: { code: number; reason: string }): void
  /** Where one that starts from now on begins; null in a channel that keeps no history. */
  onStarted?(position: StreamPosition | null): void
}

export interface FeedMembership {
  /**
   * Starts, or starts again, at the position of a snapshot. `attached`: what came after the position was
   * handed over already, or will be. `reload`: that is not possible; load a newer snapshot.
   */
  startAt(position: StreamPosition): 'attached' | 'reload'
  /**
   * Starts where the channel stands at this moment, for whoever passes it on rather than keeping a state. Null,
   * and nothing starts, while the channel has no subscription.
   */
  startHere(): StreamPosition | null
  /**
   * Starts with what comes from now on, or with everything that is kept, in any channel, and goes on by itself from
   * where the channel then stands whenever `onReload` had to tell that something was missed.
   */
  startFrom(from: 'now' | 'start'): void
  /** Ends the membership. */
  leave(): void
}

/** What the feed asks of the connection. */
export interface SubscriptionPort {
  /**
   * Subscribes from a position (null: from now on); the connection then reports `subscribed`, `publication` and
   * `closed`.
   */
  subscribe(since: StreamPosition | null): void
  unsubscribe(): void
}

/** What the connection reports once a subscription stands, for the first time or again. */
export interface SubscribedReport {
  wasRecovering: boolean
  recovered: boolean
  position: StreamPosition | null
}
