/** How large the database is. */
import type { MetricSource } from '../http/metrics.ts'
import type { Services } from '../services.ts'

export function storageMetrics({ storage }: Pick<Services, 'storage'>): MetricSource {
  return {
    metrics: {
      copydesk_database_bytes: {
        kind: 'gauge',
        help: 'Size of the database, by part',
        label: 'file',
      },
    },
    read: async () => ({ copydesk_database_bytes: await storage.sizes() }),
  }
}
