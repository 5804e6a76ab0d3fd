/**
 * Writes publications of developers' own channels into the database's journal: all of one request in one transaction,
 * announced after it. What is kept of a channel never exceeds what its namespace says.
 */
import type { Announcement, Broker, StreamPosition } from '@copydesk/hub'
import { keepsHistory, type Namespaces } from '@copydesk/hub/namespaces'
import type { ChannelWriter, NewPublication } from '@copydesk/hub/server-api'
import { appendTexts, keepNewest } from '../storage/journal.ts'
import type { Storage, Tx } from '../storage/storage.ts'
import { findPositions, rememberPositions } from './publication-keys.ts'

export interface StorageWriterOptions {
  storage: Storage
  broker: Pick<Broker, 'publish'>
  namespaces: Pick<Namespaces, 'optionsOf'>
  /** Milliseconds since 1970. */
  now: () => number
}

export function createStorageWriter(options: StorageWriterOptions): ChannelWriter {
  const { storage, broker, namespaces, now } = options

  /** How many publications of its channel are kept along with this one; 0: it is not kept. */
  const sizeOf = ({ channel, skipHistory }: NewPublication): number => {
    const rules = namespaces.optionsOf(channel)
    if (rules === undefined) throw new Error(`${channel} is no channel of a developer's namespace`)
    return !skipHistory && keepsHistory(rules) ? rules.history_size : 0
  }

  async function write(tx: Tx, publications: readonly NewPublication[]) {
    const at = now()
    const known = await findPositions(tx, publications, at)
    const fresh = publications.filter((publication) => !known.has(publication.channel))
    const kept = fresh.filter((publication) => sizeOf(publication) > 0)
    const appended = await appendTexts(tx, kept, at)
    for (const [size, group] of Map.groupBy(kept, sizeOf)) {
      await keepNewest(
        tx,
        group.map(({ channel }) => channel),
        size,
      )
    }
    const announcements = [...appended, ...fresh.filter((one) => sizeOf(one) === 0).map(unkept)]
    const positions = new Map([...known, ...announcements.map(positionIn)])
    await rememberPositions(tx, fresh, positions, at)
    return { announcements, positions }
  }

  return {
    publish: async (publications) => {
      const { announcements, positions } = await storage.write((tx) => write(tx, publications))
      broker.publish(announcements)
      return publications.map(({ channel }) => positions.get(channel) ?? null)
    },
    removeHistory: (channel) => storage.write((tx) => keepNewest(tx, [channel], 0)),
  }
}

/** What only those get who are there now. */
function unkept({ channel, data, info, tags }: NewPublication): Announcement {
  const publication = { offset: 0, data, ...(info && { info }), ...(tags && { tags }) }
  return { channel, epoch: '', publications: [publication] }
}

function positionIn({
  channel,
  epoch,
  publications,
}: Announcement): [channel: string, position: StreamPosition | null] {
  const offset = publications[0]?.offset ?? 0
  return [channel, offset > 0 ? { epoch, offset } : null]
}
