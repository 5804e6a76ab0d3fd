/**
 * A server's journal and the connection to it, in memory and under the test's hand: publications wait on the
 * wire until they are delivered, the connection can be cut, history can be forgotten.
 */
import type { Position } from '@copydesk/contract'
import { ChannelFeed, type StreamPosition } from '../src/realtime/channel-feed.ts'
import type { ChannelSource } from '../src/realtime/connection.ts'
import type { FeedSurroundings } from '../src/realtime/feed-member.ts'
import { toFeedConsumer } from '../src/realtime/joining.ts'
import { createFakeClock } from './fake-clock.ts'

interface FakeChannel {
  epoch: string
  events: unknown[]
  /** Offset up to which history is forgotten. */
  forgotten: number
  feed: ChannelFeed
  /** Offset up to which the wire delivered; null without a subscription. */
  wire: number | null
}

export interface FakeChannels {
  source: ChannelSource
  /** Commits an event; it goes out at once unless `holdBack` is set. Returns its offset. */
  publish(channel: string, event: unknown): number
  /** Publications wait on the wire until `deliver`. */
  holdBack: boolean
  /** Hands over the next waiting publication of every channel, or all of them. */
  deliver(all?: boolean): void
  cut(): void
  /** Connects again; whoever missed what is forgotten is not recovered. */
  reconnect(): void
  forgetHistory(): void
  rotateEpoch(channel: string): void
  /** The server ends the subscription. */
  close(channel: string, code: number): void
  position(channel: string): Position
  isSubscribed(channel: string): boolean
  refreshes: number
}

/** Makes a connection that stands, to a server that published nothing yet. */
export function createFakeChannels(options: Partial<FeedSurroundings> = {}): FakeChannels {
  const channels = new Map<string, FakeChannel>()
  const listeners = new Set<() => void>()
  let connected = true

  const open = (name: string): FakeChannel => {
    const known = channels.get(name)
    if (known) return known
    const channel: FakeChannel = {
      epoch: 'epoch-1',
      events: [],
      forgotten: 0,
      wire: null,
      feed: new ChannelFeed(
        {
          subscribe: (since) => {
            const place = since ?? { epoch: channel.epoch, offset: channel.events.length }
            channel.wire = place.offset
            if (connected) recover(channel, place)
          },
          unsubscribe: () => {
            channel.wire = null
          },
        },
        {
          clock: options.clock ?? createFakeClock(),
          random: () => 0.5,
          onError:
            options.onError ??
            ((error) => {
              throw error
            }),
        },
      ),
    }
    channels.set(name, channel)
    return channel
  }
  const recover = (channel: FakeChannel, since: StreamPosition) => {
    const head = channel.events.length
    const recovered =
      since.epoch === channel.epoch && since.offset >= channel.forgotten && since.offset <= head
    const position = { epoch: channel.epoch, offset: recovered ? since.offset : head }
    channel.wire = position.offset
    channel.feed.subscribed({ wasRecovering: true, recovered, position })
    if (!fake.holdBack) deliverAll(channel)
  }
  const deliverNext = (channel: FakeChannel): boolean => {
    if (!connected || channel.wire === null || channel.wire >= channel.events.length) return false
    channel.wire += 1
    // As over the real wire, nobody shares an object with the server.
    channel.feed.publication({
      offset: channel.wire,
      data: structuredClone(channel.events[channel.wire - 1]),
    })
    return true
  }
  const deliverAll = (channel: FakeChannel) => {
    while (deliverNext(channel));
  }
  const tell = () => {
    for (const listener of [...listeners]) listener()
  }

  const fake: FakeChannels = {
    holdBack: false,
    refreshes: 0,
    source: {
      join: (name, consumer) => open(name).feed.join(toFeedConsumer(name, consumer, () => {})),
      isLive: (name) => connected && open(name).wire !== null,
      isConnected: () => connected,
      hasten: () => {},
      noteRefresh: () => {
        fake.refreshes += 1
      },
      subscribe(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    publish(name, event) {
      const channel = open(name)
      channel.events.push(event)
      if (!fake.holdBack) deliverAll(channel)
      return channel.events.length
    },
    deliver(all = false) {
      for (const channel of channels.values()) {
        if (all) deliverAll(channel)
        else deliverNext(channel)
      }
    },
    cut() {
      connected = false
      tell()
    },
    reconnect() {
      connected = true
      tell()
      for (const channel of channels.values()) {
        if (channel.wire !== null) recover(channel, { epoch: channel.epoch, offset: channel.wire })
      }
    },
    forgetHistory() {
      for (const channel of channels.values()) channel.forgotten = channel.events.length
    },
    rotateEpoch(name) {
      const channel = open(name)
      channel.epoch = `${channel.epoch}+`
      channel.events = []
      channel.forgotten = 0
      if (channel.wire !== null) recover(channel, { epoch: 'old', offset: channel.wire })
    },
    close(name, code) {
      const channel = open(name)
      channel.wire = null
      channel.feed.closed(code, 'ended by the server')
    },
    position(name) {
      const channel = open(name)
      return { channel: name, epoch: channel.epoch, offset: channel.events.length }
    },
    isSubscribed: (name) => open(name).wire !== null,
  }
  return fake
}
