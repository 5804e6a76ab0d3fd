/** What the database holds up: its size, and the work that waits in the outbox. */
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { MetricSource } from '../http/metrics.ts'
import type { Services } from '../services.ts'

/** The files of the database by what they are called in the figures. */
const files = { database: 'copydesk.db', wal: 'copydesk.db-wal' } as const

export function storageMetrics({
  storage,
  settings,
  now,
}: Pick<Services, 'storage' | 'settings' | 'now'>): MetricSource {
  return {
    metrics: {
      copydesk_outbox_entries: { kind: 'gauge', help: 'Pieces of work that wait to be carried out' },
      copydesk_outbox_age_seconds: {
        kind: 'gauge',
        help: 'Age of the oldest piece of work that waits; 0 for none',
      },
      copydesk_database_bytes: {
        kind: 'gauge',
        help: 'Size of the database and of its write-ahead log',
        label: 'file',
      },
    },
    read: async () => {
      const { count, oldest } = await storage.read((tx) =>
        tx
          .selectFrom('outbox')
          .select(({ fn }) => [fn.countAll().as('count'), fn.min('created_at').as('oldest')])
          .executeTakeFirstOrThrow(),
      )
      const age = oldest === null ? 0 : Math.max(0, now() - Number(oldest)) / 1000
      const sizes = await Promise.all(
        Object.entries(files).map(async ([name, file]) => [name, await sizeOf(join(settings.dataDir, file))]),
      )
      return {
        copydesk_outbox_entries: Number(count),
        copydesk_outbox_age_seconds: age,
        copydesk_database_bytes: Object.fromEntries(sizes),
      }
    },
  }
}

/** A log that is not there holds nothing. */
async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch {
    return 0
  }
}
