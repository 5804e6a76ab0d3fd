/**
 * What the hub reads from: the per-channel logs of publications. The hub never writes to a journal;
 * the application appends within its own transaction and announces afterwards.
 */
import type { ClientInfo } from '@copydesk/protocol'

/** A place in a channel's log. A new epoch means that offsets of the old one say nothing any more. */
export interface StreamPosition {
  epoch: string
  /** Offset of the newest publication contained; 0 before the first. Offsets are gapless. */
  offset: number
}

export interface Publication {
  /** From 1 on; 0 where no journal keeps the channel. */
  offset: number
  /** The payload as JSON text, serialized once when it was published. */
  data: string
  /** The client that published it, if a client did. */
  info?: ClientInfo
  /** Names and values that travel along with it. */
  tags?: Readonly<Record<string, string>>
}

export interface HistoryRead {
  /** Where the channel stands now, read together with the publications. */
  position: StreamPosition
  /** In offset order, without gaps, starting right after the offset asked for. */
  publications: Publication[]
}

export interface JournalReader {
  /** Where a channel stands; a channel without publications has offset 0 and a lasting epoch. */
  position(channel: string): Promise<StreamPosition>
  /**
   * Publications after `offset`, at most `limit`, oldest first, and no more than the first of them whose payloads
   * have `maxBytes` together, but always one. `null` when they are not all there any more (beyond retention) or
   * `offset` is above the head.
   */
  read(channel: string, afterOffset: number, limit: number, maxBytes?: number): Promise<HistoryRead | null>
  /**
   * The offset up to which publications are no longer kept, so that `history` can begin at the oldest one that is.
   * Without it history begins at the first one there ever was.
   */
  floor?(channel: string): Promise<number>
  /**
   * Where each of these channels stands, by name. A channel that the journal holds nothing of may be left out. The
   * hub asks for some hundreds at a time, those that it has open, and reads what it missed; no clock is asked.
   */
  heads(channels: readonly string[]): Promise<ReadonlyMap<string, StreamPosition>>
}

/** How many of the first sizes have no more than `maxBytes` together; at least one, where there is any. */
export function countWithin(sizes: readonly number[], maxBytes: number): number {
  let bytes = 0
  for (const [index, size] of sizes.entries()) {
    bytes += size
    if (bytes > maxBytes) return Math.max(1, index)
  }
  return sizes.length
}
