/**
 * The HTTP side of a process, whatever its roles: health, metrics and who calls, with what each role adds. A process
 * without the role web listens too, since whoever watches over it asks by HTTP.
 */
import { type App, createApp } from '../../http/app.ts'
import { createHealthRoutes } from '../../http/health.ts'
import { createMetricsRoutes } from '../../http/metrics.ts'
import { OpenConnections } from '../../http/open-connections.ts'
import { Bearers } from '../../people/callers/bearers.ts'
import { installCallers } from '../../people/callers/install-callers.ts'
import { storageHealth } from '../../storage/storage-health.ts'
import { storageMetrics } from '../../storage/storage-metrics.ts'
import { version } from '../product.ts'
import type { RoleHttp, Surroundings } from './surroundings.ts'

/** What is still under way once everybody was told to leave may take this long: half-sent bodies, slow readers. */
const graceMs = 5_000

/** Listens nowhere yet. */
export function startHttp(surroundings: Surroundings, roles: readonly RoleHttp[]): Promise<App> {
  const { parts, opened, services, log, sessions, cookies, keys, personTokens, counts } = surroundings
  const connections = new OpenConnections()
  const bearers = new Bearers({ ...services, keys, personTokens, counts })
  const webDir = roles.find((role) => role.webDir !== undefined)?.webDir
  return parts.start(
    'the web server',
    () =>
      createApp({
        services,
        version,
        logger: log,
        counts,
        connections,
        ...(webDir === undefined ? {} : { webDir }),
        rootRoutes: [
          createHealthRoutes(
            () => parts.isStopping,
            [...storageHealth(services), ...roles.flatMap(({ health }) => health)],
          ),
          createMetricsRoutes(
            [
              ...roles.flatMap(({ metrics }) => metrics),
              opened.listenerFailures.metrics,
              storageMetrics(services),
            ],
            version,
          ),
          ...roles.flatMap(({ rootRoutes }) => rootRoutes),
        ],
        routes: [
          (api) => installCallers(api, { sessions, cookies, bearers }),
          ...roles.flatMap(({ routes }) => routes),
        ],
      }),
    (app) => close(app, connections),
    2 * graceMs,
  )
}

async function close(app: App, connections: OpenConnections): Promise<void> {
  // A connection whose answer was under way becomes idle only now and then.
  const sweep = setInterval(() => app.server.closeIdleConnections(), 100)
  const cutOff = setTimeout(() => connections.destroy(), graceMs)
  await app.close().finally(() => {
    clearInterval(sweep)
    clearTimeout(cutOff)
  })
}
