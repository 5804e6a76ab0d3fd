/** Writes to a memory journal and announces: for a hub without a database. */
import type { Broker } from '../brokers/broker.ts'
import type { StreamPosition } from '../journal/journal.ts'
import type { MemoryJournal } from '../journal/memory-journal.ts'
import type { ChannelWriter, NewPublication } from './channel-writer.ts'
import { RecentAnswers } from './recent-answers.ts'

/** How long an idempotency key is remembered, as in Centrifugo. */
export const idempotencyKeptMs = 5 * 60_000

export interface MemoryWriterOptions {
  journal: MemoryJournal
  broker: Pick<Broker, 'publish'>
  keepsHistory(channel: string): boolean
  /** Milliseconds of a clock that is never set back. */
  monotonic(): number
}

export function createMemoryWriter({
  journal,
  broker,
  keepsHistory,
  monotonic,
}: MemoryWriterOptions): ChannelWriter {
  const answers = new RecentAnswers<StreamPosition | null>(idempotencyKeptMs, monotonic)

  function publish({ channel, data, info, tags, skipHistory }: NewPublication): StreamPosition | null {
    const extras = { ...(info !== undefined && { info }), ...(tags !== undefined && { tags }) }
    if (skipHistory === true || !keepsHistory(channel)) {
      const publication = { offset: 0, data, ...extras }
      broker.publish([{ channel, epoch: '', publications: [publication] }])
      return null
    }
    const { publication, position } = journal.append(channel, data, extras.info, extras.tags)
    broker.publish([{ channel, epoch: position.epoch, publications: [publication] }])
    return position
  }

  return {
    publish: async (publications) =>
      publications.map((publication) => {
        const { channel, idempotencyKey } = publication
        if (idempotencyKey === undefined) return publish(publication)
        return answers.once(`${channel}\n${idempotencyKey}`, () => publish(publication))
      }),
    removeHistory: async (channel) => journal.prune(channel, 0),
  }
}
