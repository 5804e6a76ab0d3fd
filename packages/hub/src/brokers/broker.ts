/**
 * Carries hints and messages between nodes. A hint says "this channel has a new publication", with the publication
 * itself to spare the journal a read; it reaches the nodes that follow the channel. It may be lost, doubled or late:
 * the journal is the truth, so that only costs time. What may not be lost is the hub's own care, see nodes/.
 */
import type { Publication } from '../journal/journal.ts'

export interface Announcement {
  channel: string
  /** Epoch of the journal's channel; empty for channels that no journal keeps (their offsets are 0). */
  epoch: string
  publications: Publication[]
  /**
   * Set where the publications are too much to be carried: up to which offset the journal has them. Whoever keeps to
   * the journal reads them there.
   */
  upTo?: number
}

/** Whether messages get through. `reason` is for operators: what is wrong, and with which server. */
export type BrokerState = { phase: 'connected' } | { phase: 'degraded'; reason: string }

/** What a broker did since it was created. */
export interface BrokerFigures {
  /** Messages that it carried off, and that came in. */
  sent: number
  received: number
  /** Messages that never left: it was degraded, or they were too many. */
  dropped: number
  /** Attempts to connect anew. */
  reconnects: number
}

/** A channel that is followed. */
export interface Following {
  /**
   * Resolves once announcements arrive that are published from then on. A degraded broker, or one that takes long,
   * cannot promise that and resolves as well: nobody waits for it. Never rejects.
   */
  readonly ready: Promise<void>
  /** Calls back no more, at once. */
  unfollow(): void
}

export interface Broker {
  /**
   * Tells the nodes that follow the channels, this one included, of publications that are committed: all of one
   * commit in one call. Never throws, whatever a listener does: a hint may be lost, a change that is committed may
   * not be taken for failed.
   */
  publish(announcements: readonly Announcement[]): void
  /**
   * Calls back for each announcement of this channel and of no other. A channel may be followed several times, and
   * again while its last `unfollow` is still under way: it counts what was asked for last.
   */
  follow(channel: string, listener: (announcement: Announcement) => void): Following
  /** Whether messages get through at this moment. */
  readonly state: BrokerState
  /**
   * Calls back when that changed, until the returned function is called. `connected` is told when every channel is
   * followed again; what was published until then may not have come.
   */
  onState(listener: (state: BrokerState) => void): () => void
  readonly figures: BrokerFigures
  /** The longest message between nodes that it carries, in bytes of UTF-8. The hub cuts longer ones into pieces. */
  readonly maxMessageBytes: number
  /**
   * Sends a message to one node, or to all of them (`nodeId` `*`), the sender included. It may be lost, doubled or
   * late as well. Never throws.
   */
  sendToNode(nodeId: string, message: string): void
  /** Receives the messages for this node. */
  receive(nodeId: string, listener: (message: string) => void): () => void
  close(): Promise<void>
}
