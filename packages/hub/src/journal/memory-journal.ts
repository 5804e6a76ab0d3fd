/**
 * A journal in memory, for a hub that runs alone without a database, and for tests. Keeps a number of publications
 * per channel, and each for a time; a restart begins new epochs, so clients reload then.
 */
import type { ClientInfo } from '@copydesk/protocol'
import { systemEnvironment } from '../environment.ts'
import {
  type ChannelChange,
  countWithin,
  type JournalReader,
  type Publication,
  type StreamPosition,
} from './journal.ts'
import { type HeldFigures, MemoryStreams, type Retention, type Stream } from './memory-streams.ts'

export interface MemoryJournal extends JournalReader {
  /** Adds a publication (`data` is JSON text) and returns it with where the channel stands then. */
  append(
    channel: string,
    data: string,
    info?: ClientInfo,
    tags?: Publication['tags'],
  ): { publication: Publication; position: StreamPosition }
  /** Removes all but the newest `keep` publications of a channel. */
  prune(channel: string, keep: number): void
  /** Empties all channels under new epochs: nothing that was published before can be recovered. */
  rotateEpochs(): void
  /** How much it holds at this moment. */
  held(): HeldFigures
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
  /** Payloads kept together, in bytes; beyond it the channel that changed longest ago loses its history (no limit). */
  maxBytes?: number
  /** Milliseconds of a clock that is never set back. */
  monotonic?: () => number
}

/** What is remembered of channels whose publications are gone; about 30 MB. */
const maxRemembered = 100_000
/** Channels looked after each time that the hub asks what changed. */
const sweptPerQuestion = 5_000

export function createMemoryJournal(options: MemoryJournalOptions = {}): MemoryJournal {
  const { maxPublications = 1_000, maxChanges = 10_000, retention = () => undefined } = options
  const { idleMs = Number.POSITIVE_INFINITY, maxBytes = Number.POSITIVE_INFINITY } = options
  const streams = new MemoryStreams({
    retention: (channel) => retention(channel) ?? { size: maxPublications },
    idleMs,
    maxBytes,
    maxRemembered,
    monotonic: options.monotonic ?? systemEnvironment.monotonic,
    forgotten: changed,
  })
  /** The last change of each channel, oldest first: its number by channel. */
  const changes = new Map<string, number>()
  let changeCount = 0

  function changed(channel: string): void {
    changeCount += 1
    changes.delete(channel)
    changes.set(channel, changeCount)
    if (changes.size > maxChanges) {
      const [oldest] = changes.keys()
      if (oldest !== undefined) changes.delete(oldest)
    }
  }

  function positionOf(stream: Stream | undefined): StreamPosition {
    return stream ? { epoch: stream.epoch, offset: stream.offset } : { epoch: streams.epoch, offset: 0 }
  }

  return {
    append(channel, data, info, tags) {
      const published = { data, ...(info !== undefined && { info }), ...(tags !== undefined && { tags }) }
      const { stream, offset } = streams.append(channel, published)
      changed(channel)
      return {
        publication: { offset, ...published },
        position: positionOf(stream),
      }
    },
    prune(channel, keep) {
      const stream = streams.find(channel)
      if (stream !== undefined) streams.drop(stream, stream.publications.length - keep)
    },
    rotateEpochs() {
      for (const name of streams.clear()) changed(name)
    },
    held: () => streams.held,
    position: async (channel) => positionOf(streams.find(channel)),
    floor: async (channel) => floorOf(streams.find(channel)),
    async read(channel, afterOffset, limit, maxBytes = Number.POSITIVE_INFINITY) {
      const stream = streams.find(channel)
      const position = positionOf(stream)
      const floor = floorOf(stream)
      if (afterOffset > position.offset || afterOffset < floor) return null
      const start = afterOffset - floor
      const found = stream?.publications.slice(start, start + limit) ?? []
      const count = countWithin(
        found.map(({ bytes }) => bytes),
        maxBytes,
      )
      return { position, publications: found.slice(0, count).map(({ at: _, bytes: __, ...kept }) => kept) }
    },
    async changedSince(cursor) {
      streams.sweep(sweptPerQuestion)
      const since = cursor === undefined ? changeCount : Number(cursor)
      const found: ChannelChange[] = []
      for (const [channel, number] of changes) {
        if (number > since) found.push({ channel, position: positionOf(streams.find(channel)) })
      }
      return { changes: found, cursor: String(changeCount) }
    },
  }
}

function floorOf(stream: Stream | undefined): number {
  return stream === undefined ? 0 : stream.offset - stream.publications.length
}
