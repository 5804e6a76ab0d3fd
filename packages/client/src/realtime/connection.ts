/** What can be asked of a realtime connection, whether it is this page's own or shared with others. No code. */
import type { LiveInfo } from '@copydesk/contract'
import type { FeedMembership } from './channel-feed.ts'
import type { ConnectionStatus } from './connection-status.ts'
import type { Here } from './here.ts'
import type { JoinedConsumer } from './joining.ts'
import type { ClientInfo, History, HistoryOptions } from './link.ts'

/** The channels of a connection, as the live snapshots need them. */
export interface ChannelSource {
  /**
   * Joins a channel; consumers of one channel share one subscription. One with `from` begins at once, any other
   * at its `startAt`.
   */
  join(channel: string, consumer: JoinedConsumer): FeedMembership
  /** Changes in this channel arrive by themselves at this moment. */
  isLive(channel: string): boolean
  /** The connection stands. */
  isConnected(): boolean
  /** There is something new: where changes are asked for every few seconds, asks at once. */
  hasten(): void
  /** Notes that what is on screen was loaded afresh just now. */
  noteRefresh(): void
  /** Calls back whenever the status changed, until the returned function is called. */
  subscribe(listener: () => void): () => void
}

/** Everything that can be asked of a realtime connection. */
export interface RealtimeConnection extends ChannelSource {
  /** Starts connecting, and goes on until `stop`. */
  start(): void
  /** Closes the connection and stops trying; channels stay joined for a later `start`. */
  stop(): void
  /** How the connection stands; the same object until something changes. */
  getStatus(): ConnectionStatus
  /** Tries at once where it would otherwise wait, and proves a connection that seems to stand. */
  checkNow(): void
  /** Takes over news about what realtime is switched on, e.g. from an event of the `site` channel. */
  liveInfoChanged(info: LiveInfo): void
  /** Publishes into a channel, where clients may. Rejects with a `RealtimeError`, as the next two do. */
  publish(channel: string, data: unknown): Promise<void>
  /** Which connections are in a channel, where clients may know. */
  presence(channel: string): Promise<readonly ClientInfo[]>
  /** What a channel keeps, where clients may read it. */
  history(channel: string, options?: HistoryOptions): Promise<History>
  /**
   * Who is in a presence channel (`here:…`), kept up to date until the returned object is closed; `changed` is also
   * given what the server says there. Throws while the channel is watched already: share the one there is.
   */
  here(channel: string, changed: (said?: unknown) => void): Here
}
