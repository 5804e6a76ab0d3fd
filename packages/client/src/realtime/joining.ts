/** How channels are joined: where to begin, and with which token. Makes a feed's consumer of an application's. */
import type { FeedConsumer, FeedMembership, StreamPosition } from './channel-feed.ts'
import { RealtimeError } from './realtime-error.ts'

/**
 * Where to begin: with what comes from now on, with everything that the channel keeps, or after the position of a state
 * of one's own.
 */
export type JoinFrom = 'now' | 'start' | StreamPosition

export interface JoinOptions {
  /** A token of this channel, or what gets one (again, when it ran out), where the server wants one. */
  token?: string | (() => Promise<string>)
}

/** Joins without a snapshot, in any channel; what is left out here has its default. */
export interface Follower extends JoinOptions, Pick<FeedConsumer, 'onPublication' | 'onStarted'> {
  from: JoinFrom
  /**
   * Publications may be missing. From `now` and `start` on it goes on by itself; with a position, nothing fresh comes
   * before `startAt`.
   */
  onReload?: FeedConsumer['onReload']
  /** The server ended the subscription; without this, `onError` of the connection hears of it. */
  onClosed?: FeedConsumer['onClosed']
}

/** Whoever joins: with `from`, or to be started with `startAt` once its snapshot is there. */
export type JoinedConsumer = (FeedConsumer & JoinOptions & { from?: undefined }) | Follower

/** The consumer as the feed takes it, with defaults for what it left out. */
export function toFeedConsumer(
  channel: string,
  consumer: JoinedConsumer,
  onError: (error: unknown) => void,
): FeedConsumer {
  return {
    onPublication: (publication, fresh) => consumer.onPublication(publication, fresh),
    onReload: (reason) => consumer.onReload?.(reason),
    onClosed: (closed) => {
      if (consumer.onClosed) consumer.onClosed(closed)
      else onError(new RealtimeError(closed.code, `channel ${channel} is closed: ${closed.reason}`))
    },
    onStarted: (position) => consumer.onStarted?.(position),
  }
}

/** Begins where the consumer asked to. */
export function start(membership: FeedMembership, { from, onReload }: JoinedConsumer): void {
  if (from === undefined) return
  if (from === 'now' || from === 'start') membership.startFrom(from)
  else if (membership.startAt(from) === 'reload') onReload?.('not_recovered')
}

export function getterOf(token: NonNullable<JoinOptions['token']>): () => Promise<string> {
  return typeof token === 'string' ? async () => token : token
}
