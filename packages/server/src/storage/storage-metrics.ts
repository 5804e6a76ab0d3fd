/** What the database holds up: its size, and the work that waits in the outbox. */
import type { MetricSource } from '../http/metrics.ts'
import type { Services } from '../services.ts'

export function storageMetrics({ storage, now }: Pick<Services, 'storage' | 'now'>): MetricSource {
  return {
    metrics: {
      copydesk_outbox_entries: { kind: 'gauge', help: 'Pieces of work that wait to be carried out' },
      copydesk_outbox_age_seconds: {
        kind: 'gauge',
        help: 'Age of the oldest piece of work that waits; 0 for none',
      },
      copydesk_database_bytes: {
        kind: 'gauge',
        help: 'Size of the database, by part',
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
      return {
        copydesk_outbox_entries: Number(count),
        copydesk_outbox_age_seconds: age,
        copydesk_database_bytes: await storage.sizes(),
      }
    },
  }
}
