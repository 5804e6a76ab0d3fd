/** The hub's figures for `/metrics`. */
import type { Hub, HubStats } from '@copydesk/hub'
import type { MetricSource } from '../http/metrics.ts'

type Figure = { [Key in keyof HubStats]: HubStats[Key] extends number ? Key : never }[keyof HubStats]

const figures: Record<Figure, [name: string, help: string]> = {
  connections: ['connections', 'Open realtime connections'],
  subscriptions: ['subscriptions', 'Subscriptions of all connections'],
  channels: ['channels', 'Channels with at least one subscriber'],
  connects: ['connects_total', 'Connections that were accepted'],
  publications: ['publications_total', 'Publications that reached a subscriber'],
  deliveries: ['deliveries_total', 'Messages handed to connections'],
  recovered: ['recovered_total', 'Subscriptions that recovered what they missed'],
  notRecovered: ['not_recovered_total', 'Subscriptions that had to start anew'],
  gapsFilled: ['gaps_filled_total', 'Times an announcement was missing or late'],
  journalFailures: ['journal_failures_total', 'Reads of the journal that failed'],
}

export function hubMetrics(hub: Pick<Hub, 'stats'>): MetricSource {
  const entries = Object.entries(figures) as [Figure, [string, string]][]
  const named = entries.map(([figure, [name, help]]) => ({ figure, name: `copydesk_realtime_${name}`, help }))
  return {
    metrics: Object.fromEntries(
      named.map(({ name, help }) => [name, { kind: name.endsWith('_total') ? 'counter' : 'gauge', help }]),
    ),
    read: () => {
      const stats = hub.stats()
      return Object.fromEntries(named.map(({ figure, name }) => [name, stats[figure]]))
    },
  }
}
