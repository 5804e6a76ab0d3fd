/**
 * A journal in memory, for a hub that runs alone without a database, and for tests. Keeps a number of
 * publications per channel; a restart begins new epochs, so clients reload then.
 */
import { randomUUID } from 'node:crypto'
import type { ChannelChange, JournalReader, Publication, StreamPosition } from './journal.ts'

export interface MemoryJournal extends JournalReader {
  /** Adds a publication (`data` is JSON text) and returns it with where the channel stands then. */
  append(channel: string, data: string): { publication: Publication; position: StreamPosition }
  /** Removes all but the newest `keep` publications of a channel. */
  prune(channel: string, keep: number): void
  /** Empties all channels under new epochs: nothing that was published before can be recovered. */
  rotateEpochs(): void
}

export interface MemoryJournalOptions {
  /** Publications kept per channel (1,000). */
  maxPublications?: number
  /** Changed channels remembered for `changedSince` (10,000). */
  maxChanges?: number
}

interface Stream {
  epoch: string
  offset: number
  publications: Publication[]
}

export function createMemoryJournal(options: MemoryJournalOptions = {}): MemoryJournal {
  const { maxPublications = 1_000, maxChanges = 10_000 } = options
  const streams = new Map<string, Stream>()
  /** The last change of each channel, oldest first: its number by channel. */
  const changes = new Map<string, number>()
  let changeCount = 0

  function streamOf(channel: string): Stream {
    const known = streams.get(channel)
    if (known !== undefined) return known
    const stream = { epoch: randomUUID(), offset: 0, publications: [] }
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

  function positionOf({ epoch, offset }: Stream): StreamPosition {
    return { epoch, offset }
  }

  return {
    append(channel, data) {
      const stream = streamOf(channel)
      stream.offset += 1
      const publication = { offset: stream.offset, data }
      stream.publications.push(publication)
      if (stream.publications.length > maxPublications) stream.publications.shift()
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
    async read(channel, afterOffset, limit) {
      const stream = streamOf(channel)
      const first = stream.offset - stream.publications.length + 1
      if (afterOffset > stream.offset || afterOffset + 1 < first) return null
      const start = afterOffset + 1 - first
      return {
        position: positionOf(stream),
        publications: stream.publications.slice(start, start + limit),
      }
    },
    async changedSince(cursor) {
      const since = cursor === undefined ? changeCount : Number(cursor)
      const found: ChannelChange[] = []
      for (const [channel, number] of changes) {
        if (number > since) found.push({ channel, position: positionOf(streamOf(channel)) })
      }
      return { changes: found, cursor: String(changeCount) }
    },
  }
}
