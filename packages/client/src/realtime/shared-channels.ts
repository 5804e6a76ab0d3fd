/**
 * The channels of one connection: one feed and one subscription each, as long as anybody joins. When the
 * connection changes over to another link, each goes on there from where its feed stands. One whose recovery failed
 * twice is not asked for again: its consumers load their state anew, which can be done in pages.
 */
import { ChannelFeed, type FeedMembership, type ReloadReason, type StreamPosition } from './channel-feed.ts'
import type { Clock } from './clock.ts'
import { getterOf, type JoinedConsumer, start, toFeedConsumer } from './joining.ts'
import type { ChannelListener, Link, LinkSubscription } from './link.ts'

interface SharedChannel {
  feed: ChannelFeed
  subscription: LinkSubscription | null
  /** It has to arrive at the present yet: by the server's word that it stands, or first by a new snapshot. */
  isAwaited: boolean
  /** Connections in a row that ended before it stood. */
  failedRecoveries: number
  /** The token that was given last. */
  getToken: (() => Promise<string>) | undefined
}

/** After so many failed recoveries a snapshot is the better way. */
const recoveryLimit = 2

export interface SharedChannelsOptions {
  clock: Clock
  /** Numbers from 0 to below 1, for jitter. */
  random: () => number
  /** Receives what consumers throw. */
  onError: (error: unknown) => void
  /** Called whenever `isBehind` may have changed. */
  changed: () => void
}

/** Something that is subscribed to on whichever link serves. */
export interface Movable {
  moveTo(link: Link): void
}

export class SharedChannels implements Movable {
  readonly #options: SharedChannelsOptions
  readonly #channels = new Map<string, SharedChannel>()
  #link: Link | null = null

  constructor(options: SharedChannelsOptions) {
    this.#options = options
  }

  /** Something that is followed does not come by itself at this moment. */
  get isBehind(): boolean {
    return [...this.#channels.values()].some(({ isAwaited }) => isAwaited)
  }

  /**
   * The connection that stood has ended: what did not stand on it failed to recover. True where that, and not the
   * transport, may be why it ended: there was too much to recover.
   */
  connectionLost(): boolean {
    let isExplained = false
    for (const shared of [...this.#channels.values()]) {
      if (!shared.subscription) continue
      shared.failedRecoveries = shared.isAwaited ? shared.failedRecoveries + 1 : 0
      shared.isAwaited = true
      isExplained ||= shared.failedRecoveries > 0 && shared.failedRecoveries <= recoveryLimit
      if (shared.failedRecoveries >= recoveryLimit) this.#lost(shared, 'not_recovered')
    }
    this.#options.changed()
    return isExplained
  }

  moveTo(link: Link): void {
    this.#link = link
    for (const [channel, shared] of this.#channels) {
      if (shared.feed.isOpen) this.#subscribe(channel, shared, shared.feed.position)
    }
  }

  join(channel: string, consumer: JoinedConsumer): FeedMembership {
    const shared = this.#channels.get(channel) ?? this.#open(channel)
    if (consumer.token !== undefined) shared.getToken = getterOf(consumer.token)
    const joined = shared.feed.join(toFeedConsumer(channel, consumer, this.#options.onError))
    const membership: FeedMembership = {
      ...joined,
      leave: () => {
        joined.leave()
        if (shared.feed.isEmpty && this.#channels.get(channel) === shared) this.#channels.delete(channel)
        this.#options.changed()
      },
    }
    start(membership, consumer)
    return membership
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
          shared.isAwaited = false
        },
      },
      this.#options,
    )
    const shared: SharedChannel = {
      feed,
      subscription: null,
      isAwaited: false,
      failedRecoveries: 0,
      getToken: undefined,
    }
    this.#channels.set(channel, shared)
    return shared
  }

  #subscribe(channel: string, shared: SharedChannel, since: StreamPosition | null): void {
    shared.subscription?.remove()
    shared.isAwaited = true
    // Without a link yet, the first one is told of it.
    shared.subscription =
      this.#link?.subscribe(channel, { since, getToken: shared.getToken }, this.#listenerOf(shared)) ?? null
    this.#options.changed()
  }

  #listenerOf(shared: SharedChannel): ChannelListener {
    const { feed } = shared
    return {
      subscribed: (report) => {
        shared.isAwaited = false
        shared.failedRecoveries = 0
        feed.subscribed(report)
        this.#options.changed()
      },
      publication: (publication) => feed.publication(publication),
      missed: (reason) => feed.missed(reason),
      lost: () => this.#lost(shared, 'epoch_changed'),
      closed: (code, reason) => {
        shared.subscription?.remove()
        shared.subscription = null
        shared.isAwaited = false
        feed.closed(code, reason)
        this.#options.changed()
      },
    }
  }

  /** Its consumers load their state anew; until then it is behind. */
  #lost(shared: SharedChannel, reason: ReloadReason): void {
    shared.feed.lost(reason)
    shared.isAwaited = true
    this.#options.changed()
  }
}
