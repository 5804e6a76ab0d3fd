/**
 * A journal in memory, for a hub that runs alone without a database, and for tests. Keeps a number of publications
 * per channel, and each for a time; a restart begins new epochs, so clients reload then.
 */
import type { ClientInfo } from '@copydesk/protocol'
import { systemEnvironment } from '../environment.ts'
import { countWithin, type JournalReader, type Publication, type StreamPosition } from './journal.ts'
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
  /** Payloads kept together, in bytes; beyond it the channel that changed longest ago loses its history (no limit). */
  maxBytes?: number
  /** Milliseconds of a clock that is never set back. */
  monotonic?: () => number
}

/** What is remembered of channels whose publications are gone; about 30 MB. */
const maxRemembered = 100_000
/** Channels looked after each time that the hub asks for heads. */
const sweptPerQuestion = 5_000

export function createMemoryJournal(options: MemoryJournalOptions = {}): MemoryJournal {
  const { maxPublications = 1_000, retention = () => undefined } = options
  const { idleMs = Number.POSITIVE_INFINITY, maxBytes = Number.POSITIVE_INFINITY } = options
  const streams = new MemoryStreams({
    retention: (channel) => retention(channel) ?? { size: maxPublications },
    idleMs,
    maxBytes,
    maxRemembered,
    monotonic: options.monotonic ?? systemEnvironment.monotonic,
  })

  function positionOf(stream: Stream | undefined): StreamPosition {
    return stream ? { epoch: stream.epoch, offset: stream.offset } : { epoch: streams.epoch, offset: 0 }
  }

  return {
    append(channel, data, info, tags) {
      const published = { data, ...(info !== undefined && { info }), ...(tags !== undefined && { tags }) }
      const { stream, offset } = streams.append(channel, published)
      return {
        publication: { offset, ...published },
        position: positionOf(stream),
      }
    },
    prune(channel, keep) {
      const stream = streams.find(channel)
      if (stream !== undefined) streams.drop(stream, stream.publications.length - keep)
    },
    rotateEpochs: () => streams.clear(),
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
    async heads(channels) {
      streams.sweep(sweptPerQuestion)
      const heads = new Map<string, StreamPosition>()
      for (const channel of channels) {
        const stream = streams.find(channel)
        // The epoch of what it holds nothing of changes with whatever is forgotten, and says nothing of this channel.
        if (stream !== undefined) heads.set(channel, positionOf(stream))
      }
      return heads
    },
  }
}

function floorOf(stream: Stream | undefined): number {
  return stream === undefined ? 0 : stream.offset - stream.publications.length
}
