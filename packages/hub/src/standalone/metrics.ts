/** `/metrics` of a hub that runs alone: the figures that every hub has, and those of the history that it keeps itself. */

import type { Hub } from '../hub.ts'
import type { MemoryJournal } from '../journal/memory-journal.ts'
import type { HeldFigures } from '../journal/memory-streams.ts'
import { buildInfo, hubFigures } from '../metrics/hub-figures.ts'
import type { MetricDefinition } from '../metrics/metric.ts'
import { type Metric, metricsText } from '../metrics/metrics-text.ts'
import { serverVersion } from '../version.ts'

const historyFigures: Readonly<Record<string, MetricDefinition & { read: (held: HeldFigures) => number }>> = {
  copydesk_realtime_history_channels: {
    kind: 'gauge',
    help: 'Channels of which publications are kept in memory',
    read: ({ channels }) => channels,
  },
  copydesk_realtime_history_remembered_channels: {
    kind: 'gauge',
    help: 'Channels whose publications are gone and whose position is remembered',
    read: ({ remembered }) => remembered,
  },
  copydesk_realtime_history_bytes: {
    kind: 'gauge',
    help: 'Payloads kept in memory',
    read: ({ bytes }) => bytes,
  },
}

export function standaloneMetrics(
  hub: Pick<Hub, 'stats'>,
  journal: Pick<MemoryJournal, 'held'>,
  enabled: readonly string[],
): string {
  const stats = { ...hub.stats(), enabled }
  const held = journal.held()
  const metrics: Metric[] = [{ ...buildInfo, value: { [serverVersion]: 1 } }]
  for (const [name, figure] of hubFigures) metrics.push({ name, ...figure, value: figure.read(stats) })
  for (const [name, figure] of Object.entries(historyFigures)) {
    metrics.push({ name, ...figure, value: figure.read(held) })
  }
  return metricsText(metrics)
}
