/**
 * The channels that someone on this node listens to. Opens one with its first subscriber, feeds it from broker
 * and journal, closes it with the last. Knows nothing of connections, rights or presence.
 */
import { encodePublication } from '@copydesk/protocol'
import type { Announcement, Broker, Following } from '../brokers/broker.ts'
import type { Environment } from '../environment.ts'
import type { JournalReader, StreamPosition } from '../journal/journal.ts'
import type { HubCounters } from '../metrics/stats.ts'
import type { ChannelRules } from '../options.ts'
import { Audience } from './audience.ts'
import { JournalWatch } from './journal-watch.ts'
import type { RecoveryLimits } from './recent-publications.ts'
import { type Admission, StreamFeed } from './stream-feed.ts'

/** A channel with at least one subscriber, or one on its way in. */
export interface Channel<Member> {
  readonly name: string
  readonly rules: ChannelRules
  readonly audience: Audience<Member>
  /** Null where no journal keeps the channel. */
  readonly feed: StreamFeed | null
  readonly following: Following
  /** Announcements arrive: `following` is ready. */
  isFollowed: boolean
  /** Subscribers on their way in. */
  joining: number
}

/** How a subscriber comes into a channel; without a stream there is nothing to recover. */
export type ChannelAdmission = Admission | { position: null }

export interface ChannelsEffects<Member> {
  /** The stream of the channel broke: end the subscription of each member, so that they recover or reload. */
  interrupted(channel: Channel<Member>): void
  journalFailed(error: unknown): void
}

/** How often a subscriber starts again when the channel breaks while it comes in. */
const joinAttempts = 5

export class Channels<Member> {
  readonly #open = new Map<string, Channel<Member>>()
  readonly #behind = new Set<StreamFeed>()
  readonly #journal: JournalReader
  readonly #broker: Pick<Broker, 'follow'>
  readonly #limits: RecoveryLimits
  readonly #environment: Environment
  readonly #counters: HubCounters
  readonly #effects: ChannelsEffects<Member>
  readonly #watch: JournalWatch

  constructor(
    { journal, broker }: { journal: JournalReader; broker: Pick<Broker, 'follow'> },
    limits: RecoveryLimits,
    environment: Environment,
    counters: HubCounters,
    effects: ChannelsEffects<Member>,
  ) {
    this.#journal = journal
    this.#broker = broker
    this.#limits = limits
    this.#environment = environment
    this.#counters = counters
    this.#effects = effects
    this.#watch = new JournalWatch(journal, {
      monotonic: () => environment.monotonic(),
      soon: (callback) => environment.soon(callback),
      open: () => this.#kept(),
      stands: (name, position) => this.#open.get(name)?.feed?.stands(position),
      failed: (error) => this.#journalFailed(error),
    })
  }

  get size(): number {
    return this.#open.size
  }

  /** How many subscribers each channel has on this node. */
  sizes(): Record<string, number> {
    return Object.fromEntries([...this.#open].map(([name, { audience }]) => [name, audience.size]))
  }

  /** Since the journal last said where the channels stand; null before it ever did. */
  get pollAgeMs(): number | null {
    return this.#watch.ageMs
  }

  get(name: string): Channel<Member> | undefined {
    return this.#open.get(name)
  }

  /** A hint from the broker. */
  #announce(channel: Channel<Member>, announcement: Announcement): void {
    if (channel.feed !== null && announcement.epoch !== '') {
      channel.feed.announce(announcement)
    } else {
      for (const publication of announcement.publications) {
        this.#counters.publications += 1
        channel.audience.publish(encodePublication(channel.name, { ...publication, offset: 0 }))
      }
    }
  }

  /** Asks the journal at once where all channels stand: announcements may have been lost until now. */
  compareAll(): void {
    this.#watch.pollAgain()
  }

  /** Asks the journal what was not announced. Called at intervals. */
  poll(): void {
    this.#watch.poll()
    for (const { feed } of this.#open.values()) feed?.forgetRecent()
    for (const feed of this.#behind) {
      this.#behind.delete(feed)
      if (!feed.closed) feed.refresh()
    }
  }

  /**
   * Lets a subscriber in. `admit` is called once, synchronously at the instant the admission describes; it adds
   * the subscriber to the audience, or does not. Rejects when the journal cannot be read.
   */
  async join(
    name: string,
    rules: ChannelRules,
    since: StreamPosition | null,
    admit: (channel: Channel<Member>, admission: ChannelAdmission) => void,
  ): Promise<void> {
    for (let attempt = 0; attempt < joinAttempts; attempt += 1) {
      const channel = this.#open.get(name) ?? this.#create(name, rules)
      channel.joining += 1
      try {
        // What is published after the position was read must be announced, so that comes first.
        if (!channel.isFollowed) {
          await channel.following.ready
          channel.isFollowed = true
        }
        if (channel.feed === null) {
          admit(channel, { position: null })
          return
        }
        if (await channel.feed.join(since, (admission) => admit(channel, admission))) return
      } finally {
        channel.joining -= 1
        this.#closeIfUnused(channel)
      }
    }
    throw new Error(`The stream of channel ${name} breaks again and again`)
  }

  /** Takes a member out. */
  leave(channel: Channel<Member>, member: Member): void {
    channel.audience.delete(member)
    this.#closeIfUnused(channel)
  }

  /** Names of the open channels that the journal keeps. */
  *#kept(): Generator<string> {
    for (const { name, feed } of this.#open.values()) if (feed !== null) yield name
  }

  #create(name: string, rules: ChannelRules): Channel<Member> {
    const audience = new Audience<Member>(this.#environment.soon, this.#counters)
    const feed: StreamFeed | null = rules.recoverable
      ? new StreamFeed(name, this.#journal, this.#limits, {
          deliver: (publication) => {
            this.#counters.publications += 1
            audience.publish(encodePublication(name, publication))
          },
          closed: () => this.#interrupted(channel),
          failed: (error) => {
            if (feed !== null) this.#behind.add(feed)
            this.#journalFailed(error)
          },
          gapFilled: (foundBy) => {
            this.#counters.gapsFilled += 1
            if (foundBy === 'poll') this.#counters.gapsFoundByPoll += 1
          },
          caughtUp: (publications) => {
            this.#counters.publicationsCaughtUp += publications
          },
          announcedLate: () => {
            this.#counters.lateAnnouncements += 1
          },
        })
      : null
    const following = this.#broker.follow(name, (announcement) => this.#announce(channel, announcement))
    const channel: Channel<Member> = { name, rules, audience, feed, following, isFollowed: false, joining: 0 }
    this.#open.set(name, channel)
    return channel
  }

  #interrupted(channel: Channel<Member>): void {
    this.#forget(channel)
    // What was delivered before the break belongs to the members' positions.
    channel.audience.flush()
    this.#effects.interrupted(channel)
  }

  #closeIfUnused(channel: Channel<Member>): void {
    if (channel.joining > 0 || channel.audience.size > 0) return
    channel.feed?.dispose()
    this.#forget(channel)
  }

  #forget(channel: Channel<Member>): void {
    if (channel.feed !== null) this.#behind.delete(channel.feed)
    if (this.#open.get(channel.name) !== channel) return
    this.#open.delete(channel.name)
    channel.following.unfollow()
  }

  #journalFailed(error: unknown): void {
    this.#counters.journalFailures += 1
    this.#effects.journalFailed(error)
  }
}
