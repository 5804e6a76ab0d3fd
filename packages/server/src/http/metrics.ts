/**
 * `/metrics` in the Prometheus text format: the process, HTTP requests by route, and the figures of whatever
 * parts the composition root adds. Asks for COPYDESK_METRICS_TOKEN when that is set; else only
 * programs of this machine may read, and only of a server that nobody reaches from elsewhere.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import { buildInfo, type MetricDefinition, type MetricValue } from '@copydesk/hub'
import type { FastifyRequest } from 'fastify'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { Refusal } from '../command/refusal.ts'
import type { Settings } from '../settings/settings.ts'
import type { Routes } from './app.ts'
import { isFromThisMachine } from './forwarded.ts'
import { collectProcessMetrics } from './process-metrics.ts'
import { countSignInFailures } from './sign-in-failures.ts'

/** Figures of one part of the server, read together when they are asked for. */
export interface MetricSource {
  /** By name, with the prefix `copydesk_` and the unit at its end. */
  metrics: Readonly<Record<string, MetricDefinition>>
  read: () => Readonly<Record<string, MetricValue>> | Promise<Readonly<Record<string, MetricValue>>>
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answers may last for hours, so their duration says nothing. */
    isLongLived?: boolean
  }
}

export function createMetricsRoutes(sources: readonly MetricSource[], version: string): Routes {
  return (app, { settings }) => {
    const registry = new Registry()
    collectProcessMetrics(registry)
    const { name, help, label } = buildInfo
    new Gauge({ name, help, labelNames: [label], registers: [registry] }).set({ [label]: version }, 1)
    countSignInFailures(app, registry)
    const readers = sources.map((source) => createReader(source, registry))
    const durations = new Histogram({
      name: 'copydesk_http_request_duration_seconds',
      help: 'Time from a request to the end of its answer',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
      registers: [registry],
    })
    app.addHook('onResponse', async (request, reply) => {
      if (request.routeOptions.config.isLongLived) return
      const route = request.routeOptions.url ?? 'none'
      durations.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
    })
    app.get('/metrics', { logLevel: 'warn' }, async (request, reply) => {
      requireReader(request, settings)
      for (const read of readers) await read()
      return reply.type(registry.contentType).send(await registry.metrics())
    })
  }
}

/** Registers the figures of a source; each call of the result brings them up to date. */
function createReader({ metrics, read }: MetricSource, registry: Registry): () => Promise<void> {
  const setters = new Map<string, (value: MetricValue) => void>()
  for (const [name, { kind, help, label }] of Object.entries(metrics)) {
    const options = { name, help, labelNames: label === undefined ? [] : [label], registers: [registry] }
    const metric = kind === 'gauge' ? new Gauge(options) : new Counter(options)
    setters.set(name, (value) => {
      metric.reset()
      if (typeof value === 'number') metric.inc(value)
      else if (label !== undefined) {
        for (const [key, each] of Object.entries(value)) metric.inc({ [label]: key }, each)
      }
    })
  }
  return async () => {
    for (const [name, value] of Object.entries(await read())) setters.get(name)?.(value)
  }
}

function requireReader(
  request: FastifyRequest,
  settings: Pick<Settings, 'metricsToken' | 'host' | 'publicUrl'>,
): void {
  const { metricsToken } = settings
  if (metricsToken === undefined) {
    if (isFromThisMachine(request.raw, settings)) return
    throw new Refusal(
      'forbidden',
      'Without COPYDESK_METRICS_TOKEN only programs of this machine may read /metrics, and none that comes through a proxy.',
    )
  }
  const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''
  if (timingSafeEqual(digest(given), digest(metricsToken))) return
  throw new Refusal('not_signed_in', '/metrics asks for COPYDESK_METRICS_TOKEN as bearer token.')
}

/** Of equal length for any two texts, as a comparison in constant time needs. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
