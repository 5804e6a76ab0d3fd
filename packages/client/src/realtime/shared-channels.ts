/** The channels of one connection: one feed and one subscription of the SDK each, as long as anybody joins. */
import { ChannelFeed, type FeedConsumer, type FeedMembership } from './channel-feed.ts'
import type { Sdk, SdkSubscription } from './sdk.ts'

interface SharedChannel {
  feed: ChannelFeed
  subscription: SdkSubscription | null
}

export class SharedChannels {
  readonly #sdk: Sdk
  readonly #onError: (error: unknown) => void
  readonly #channels = new Map<string, SharedChannel>()

  constructor(sdk: Sdk, onError: (error: unknown) => void) {
    this.#sdk = sdk
    this.#onError = onError
  }

  join(channel: string, consumer: FeedConsumer): FeedMembership {
    const shared = this.#channels.get(channel) ?? this.#open(channel)
    const membership = shared.feed.join(consumer)
    return {
      startAt: membership.startAt,
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
    const end = () => {
      shared.subscription?.remove()
      shared.subscription = null
    }
    const feed = new ChannelFeed(
      {
        subscribe: (since) => {
          shared.subscription = this.#sdk.subscribe(channel, since, {
            subscribed: (report) => feed.subscribed(report),
            publication: (publication) => feed.publication(publication),
            closed: (code, reason) => {
              end()
              feed.closed(code, reason)
            },
          })
        },
        unsubscribe: end,
      },
      this.#onError,
    )
    const shared: SharedChannel = { feed, subscription: null }
    this.#channels.set(channel, shared)
    return shared
  }
}
