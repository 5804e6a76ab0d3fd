/** The figures of the process itself: memory, CPU, event loop, garbage collection. */
import { collectDefaultMetrics, Registry } from 'prom-client'

/** Gauges that the library names as counters, which checkers of metrics refuse; others tell the same by kind. */
const misnamed = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
]

export function collectProcessMetrics(registry: Registry): void {
  collectDefaultMetrics({ register: registry })
  for (const name of misnamed) registry.removeSingleMetric(name)
}

/** They alone, as text, whenever the returned function is called: for a hub that runs without the product. */
export function processMetricsText(): () => Promise<string> {
  const registry = new Registry()
  collectProcessMetrics(registry)
  return () => registry.metrics()
}
