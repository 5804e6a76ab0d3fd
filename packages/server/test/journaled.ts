/** The events that tests find in the journal. */
import type { CopydeskEvent } from '@copydesk/contract'
import type { Storage } from '../src/storage/storage.ts'

/** A publication as a subscriber gets it, with the channel it came in. */
export interface Journaled {
  channel: string
  offset: number
  event: CopydeskEvent
}

/** Everything published in a channel after an offset, oldest first. */
export async function eventsAfter(storage: Storage, channel: string, offset = 0): Promise<Journaled[]> {
  const rows = await storage.read((tx) =>
    tx
      .selectFrom('publications')
      .selectAll()
      .where('channel', '=', channel)
      .where('offset', '>', offset)
      .orderBy('offset')
      .execute(),
  )
  return rows.map((row) => ({ channel, offset: row.offset, event: JSON.parse(row.data) as CopydeskEvent }))
}

/** The bytes of the largest publication of each channel. */
export async function largestPublications(storage: Storage): Promise<Map<string, number>> {
  const rows = await storage.read((tx) => tx.selectFrom('publications').select(['channel', 'data']).execute())
  const largest = new Map<string, number>()
  for (const { channel, data } of rows) {
    largest.set(channel, Math.max(largest.get(channel) ?? 0, Buffer.byteLength(data)))
  }
  return largest
}
