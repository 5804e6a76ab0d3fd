/** The hub's own table of figures, and which transports are switched on, for `/metrics`. */
import { type Hub, hubFigures } from '@copydesk/hub'
import type { MetricSource } from '../http/metrics.ts'
import type { LiveSwitch } from '../live-switch/live-switch.ts'

/** What the hub of this process did and holds, and which transports are switched on. */
export function hubMetrics(hub: Pick<Hub, 'stats'>, live: Pick<LiveSwitch, 'transports'>): MetricSource {
  return {
    metrics: Object.fromEntries(hubFigures),
    read: () => {
      const figures = { ...hub.stats(), enabled: live.transports }
      return Object.fromEntries([...hubFigures].map(([name, { read }]) => [name, read(figures)]))
    },
  }
}
