/**
 * `/metrics` in the Prometheus text format: the process, HTTP requests by route, and whatever gauges the
 * composition root adds. Asks for COPYDESK_METRICS_TOKEN when that is set; else only this machine may read.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { Refusal } from '../command/refusal.ts'
import { isLoopback } from '../settings/loopback.ts'
import type { Settings } from '../settings/settings.ts'
import type { Routes } from './app.ts'

/** A figure that is read when it is asked for. */
export interface MetricGauge {
  /** With the prefix `copydesk_` and the unit at its end. */
  name: string
  help: string
  read: () => number
}

export function createMetricsRoutes(gauges: readonly MetricGauge[]): Routes {
  return (app, { settings }) => {
    const registry = new Registry()
    collectDefaultMetrics({ register: registry })
    for (const { name, help, read } of gauges) {
      new Gauge({
        name,
        help,
        registers: [registry],
        collect() {
          this.set(read())
        },
      })
    }
    const durations = new Histogram({
      name: 'copydesk_http_request_duration_seconds',
      help: 'Time from a request to the end of its answer',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
      registers: [registry],
    })
    app.addHook('onResponse', async (request, reply) => {
      const route = request.routeOptions.url ?? 'none'
      durations.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
    })
    app.get('/metrics', { logLevel: 'warn' }, async (request, reply) => {
      requireReader(request, settings)
      return reply.type(registry.contentType).send(await registry.metrics())
    })
  }
}

function requireReader(request: FastifyRequest, { metricsToken }: Pick<Settings, 'metricsToken'>): void {
  if (metricsToken === undefined) {
    if (isLoopback(request.ip)) return
    throw new Refusal('forbidden', 'Without COPYDESK_METRICS_TOKEN only this machine may read /metrics.')
  }
  const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''
  if (timingSafeEqual(digest(given), digest(metricsToken))) return
  throw new Refusal('not_signed_in', '/metrics asks for COPYDESK_METRICS_TOKEN as bearer token.')
}

/** Of equal length for any two texts, as a comparison in constant time needs. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
