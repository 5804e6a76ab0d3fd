/**
 * The channels of one connection: one feed and one subscription each, as long as anybody joins. When the
 * connection changes over to another link, each goes on there from where its feed stands.
 */
import { ChannelFeed, type FeedConsumer, type FeedMembership, type StreamPosition } from './channel-feed.ts'
import type { ChannelListener, Link, LinkSubscription } from './link.ts'

interface SharedChannel {
  feed: ChannelFeed
  subscription: LinkSubscription | null
}

/** Something that is subscribed to on whichever link serves. */
export interface Movable {
  moveTo(link: Link): void
}

export class SharedChannels implements Movable {
  readonly #onError: (error: unknown) => void
  readonly #channels = new Map<string, SharedChannel>()
  #link: Link | null = null

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError
  }

  moveTo(link: Link): void {
    this.#link = link
    for (const [channel, shared] of this.#channels) {
      if (shared.feed.position) this.#subscribe(channel, shared, shared.feed.position)
    }
  }

  join(channel: string, consumer: FeedConsumer): FeedMembership {
    const shared = this.#channels.get(channel) ?? this.#open(channel)
    const membership = shared.feed.join(consumer)
    return {
      ...membership,
      leave: () => {
        membership.leave()
        if (shared.feed.isEmpty && this.#channels.get(channel) === shared) this.#channels.delete(channel)
      },
    }
  }

  /** Somebody joined the channel, and the server has agreed. */
  isSubscribed(channel: string): boolean {
    return this.#channels.get(channel)?.subscription?.isSubscribed() === true
  }

  #open(channel: string): SharedChannel {
    const feed = new ChannelFeed(
      {
        subscribe: (since) => this.#subscribe(channel, shared, since),
        unsubscribe: () => {
          shared.subscription?.remove()
          shared.subscription = null
        },
      },
      this.#onError,
    )
    const shared: SharedChannel = { feed, subscription: null }
    this.#channels.set(channel, shared)
    return shared
  }

  #subscribe(channel: string, shared: SharedChannel, since: StreamPosition): void {
    shared.subscription?.remove()
    // Without a link yet, the first one is told of it.
    shared.subscription = this.#link?.subscribe(channel, since, listenerOf(shared)) ?? null
  }
}

function listenerOf(shared: SharedChannel): ChannelListener {
  const { feed } = shared
  return {
    subscribed: (report) => feed.subscribed(report),
    publication: (publication) => feed.publication(publication),
    lost: () => feed.lost(),
    closed: (code, reason) => {
      shared.subscription?.remove()
      shared.subscription = null
      feed.closed(code, reason)
    },
  }
}

/** As an uncaught exception, where it cannot break what called the consumer. */
export function throwLater(error: unknown): void {
  queueMicrotask(() => {
    throw error
  })
}
