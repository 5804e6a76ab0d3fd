/**
 * A journal in memory, for a hub that runs alone without a database, and for tests. Keeps a number of publications
 * per channel, and each for a time; a restart begins new epochs, so clients reload then.
 */
import { randomUUID } from 'node:crypto'
import type { ClientInfo } from '@copydesk/protocol'
import type { ChannelChange, JournalReader, Publication, StreamPosition } from './journal.ts'

export interface MemoryJournal extends JournalReader {
  /** Adds a publication (`data` is JSON text) and returns it with where the channel stands then. */
  append(
    channel: string,
    data: string,
    info?: ClientInfo,
  ): { publication: Publication; position: StreamPosition }
  /** Removes all but the newest `keep` publications of a channel. */
  prune(channel: string, keep: number): void
  /** Empties all channels under new epochs: nothing that was published before can be recovered. */
  rotateEpochs(): void
}

/** How much of a channel is kept. */
export interface Retention {
  /** Publications. */
  size: number
  /** Milliseconds; absent: for ever. */
  ttlMs?: number
}

export interface MemoryJournalOptions {
  /** Publications kept per channel (1,000). */
  maxPublications?: number
  /** How much of this channel is kept, instead of `maxPublications` for ever. */
  retention?: (channel: string) => Retention | undefined
  /**
   * Channels in which nothing was published for this long are forgotten; who comes back to one reloads (for ever).
   * Longer than any publication is kept.
   */
  idleMs?: number
  /** Changed channels remembered for `changedSince` (10,000). */
  maxChanges?: number
  /** Milliseconds since 1970. */
  now?: () => number
}

interface Kept extends Publication {
  at: number
}

interface Stream {
  epoch: string
  offset: number
  changedAt: number
  retention: Retention
  publications: Kept[]
}

/** How often idle channels are looked for. */
const sweepMs = 60_000

export function createMemoryJournal(options: MemoryJournalOptions = {}): MemoryJournal {
  const { maxPublications = 1_000, maxChanges = 10_000, idleMs = Number.POSITIVE_INFINITY } = options
  const { now = Date.now, retention = () => undefined } = options
  const streams = new Map<string, Stream>()
  /** The last change of each channel, oldest first: its number by channel. */
  const changes = new Map<string, number>()
  let changeCount = 0
  let sweptAt = now()

  /** The channel without what is too old. */
  function streamOf(channel: string): Stream {
    const stream = streams.get(channel) ?? create(channel)
    const { ttlMs } = stream.retention
    if (ttlMs !== undefined) {
      const firstKept = stream.publications.findIndex(({ at }) => at > now() - ttlMs)
      stream.publications.splice(0, firstKept === -1 ? stream.publications.length : firstKept)
    }
    return stream
  }

  function create(channel: string): Stream {
    const kept = retention(channel) ?? { size: maxPublications }
    const stream = { epoch: randomUUID(), offset: 0, changedAt: now(), retention: kept, publications: [] }
    streams.set(channel, stream)
    return stream
  }

  function changed(channel: string): void {
    changeCount += 1
    changes.delete(channel)
    changes.set(channel, changeCount)
    if (changes.size > maxChanges) {
      const [oldest] = changes.keys()
      if (oldest !== undefined) changes.delete(oldest)
    }
  }

  function forgetIdle(): void {
    if (idleMs === Number.POSITIVE_INFINITY || now() - sweptAt < sweepMs) return
    sweptAt = now()
    for (const [channel, { changedAt }] of streams) {
      if (changedAt >= now() - idleMs) continue
      streams.delete(channel)
      // Whoever still follows it learns by this that its epoch is another.
      changed(channel)
    }
  }

  function positionOf({ epoch, offset }: Stream): StreamPosition {
    return { epoch, offset }
  }

  return {
    append(channel, data, info) {
      const stream = streamOf(channel)
      stream.offset += 1
      stream.changedAt = now()
      const publication = { offset: stream.offset, data, ...(info !== undefined && { info }) }
      stream.publications.push({ ...publication, at: now() })
      if (stream.publications.length > stream.retention.size) stream.publications.shift()
      changed(channel)
      return { publication, position: positionOf(stream) }
    },
    prune(channel, keep) {
      const { publications } = streamOf(channel)
      publications.splice(0, Math.max(0, publications.length - keep))
    },
    rotateEpochs() {
      const names = [...streams.keys()]
      streams.clear()
      for (const name of names) changed(name)
    },
    position: async (channel) => positionOf(streamOf(channel)),
    floor: async (channel) => floorOf(streamOf(channel)),
    async read(channel, afterOffset, limit) {
      const stream = streamOf(channel)
      const floor = floorOf(stream)
      if (afterOffset > stream.offset || afterOffset < floor) return null
      const start = afterOffset - floor
      return {
        position: positionOf(stream),
        publications: stream.publications.slice(start, start + limit).map(({ at: _, ...kept }) => kept),
      }
    },
    async changedSince(cursor) {
      forgetIdle()
      const since = cursor === undefined ? changeCount : Number(cursor)
      const found: ChannelChange[] = []
      for (const [channel, number] of changes) {
        if (number > since) found.push({ channel, position: positionOf(streamOf(channel)) })
      }
      return { changes: found, cursor: String(changeCount) }
    },
  }
}

function floorOf({ offset, publications }: Stream): number {
  return offset - publications.length
}
