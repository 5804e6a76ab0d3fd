/** The role `web`: the HTTP API of every domain and the web app, with what the other roles add to it. */
import { type App, createApp } from '../../http/app.ts'
import { createHealthRoutes } from '../../http/health.ts'
import { createMetricsRoutes } from '../../http/metrics.ts'
import { OpenConnections } from '../../http/open-connections.ts'
import { createUnsubscribeRoutes } from '../../notifications/mail/routes.ts'
import { Bearers } from '../../people/callers/bearers.ts'
import { installCallers } from '../../people/callers/install-callers.ts'
import { createInvitationRoutes } from '../../people/invitations/routes.ts'
import { OidcAttempts } from '../../people/oidc/attempts.ts'
import { Provider } from '../../people/oidc/provider.ts'
import { createOidcRoutes } from '../../people/oidc/routes.ts'
import { createProfileRoutes } from '../../people/profile/routes.ts'
import { createSessionRoutes } from '../../people/sessions/routes.ts'
import { DeviceCookies } from '../../people/sign-in/device-cookie.ts'
import type { SetupCode } from '../../people/sign-in/setup-code.ts'
import { SignInThrottle } from '../../people/sign-in/sign-in-throttle.ts'
import { createChangesRoutes } from '../../realtime/changes.ts'
import { storageHealth } from '../../storage/storage-health.ts'
import { storageMetrics } from '../../storage/storage-metrics.ts'
import { findWebDir, version } from '../product.ts'
import { domainRoutes } from './domain-routes.ts'
import type { RoleHttp, Surroundings } from './surroundings.ts'

/** What is still under way once everybody was told to leave may take this long: half-sent bodies, slow readers. */
const graceMs = 5_000

export interface WebOptions {
  surroundings: Surroundings
  setupCode: SetupCode
  /** Of the other roles. */
  others: readonly RoleHttp[]
}

/** Listens nowhere yet. */
export function startWeb({ surroundings, setupCode, others }: WebOptions): Promise<App> {
  const { parts, opened, services, log } = surroundings
  const connections = new OpenConnections()
  const webDir = findWebDir()
  return parts.start(
    'the web server',
    () =>
      createApp({
        services,
        version,
        logger: log,
        connections,
        ...(webDir === undefined ? {} : { webDir }),
        rootRoutes: [
          createHealthRoutes(
            () => parts.isStopping,
            [...storageHealth(services), ...others.flatMap(({ health }) => health)],
          ),
          createMetricsRoutes(
            [
              ...others.flatMap(({ metrics }) => metrics),
              opened.listenerFailures.metrics,
              storageMetrics(services),
            ],
            version,
          ),
          createUnsubscribeRoutes(surroundings.secret),
          ...others.flatMap(({ rootRoutes }) => rootRoutes),
        ],
        routes: [...apiRoutes(surroundings, setupCode), ...others.flatMap(({ routes }) => routes)],
      }),
    (app) => close(app, connections),
    2 * graceMs,
  )
}

function apiRoutes(surroundings: Surroundings, setupCode: SetupCode) {
  const { services, secret, sessions, keys, personTokens, tokens, cookies } = surroundings
  const { developers, live, journal, authenticate, authorize } = surroundings
  const { settings, now, elapsed } = services
  const devices = new DeviceCookies(secret)
  const throttle = new SignInThrottle(elapsed)
  const bearers = new Bearers({ ...services, keys, personTokens })
  return [
    (api: App) => installCallers(api, { sessions, cookies, bearers }),
    createSessionRoutes({ sessions, tokens, cookies, devices, setupCode, throttle }),
    createOidcRoutes({
      sessions,
      cookies,
      provider: new Provider(settings, now),
      attempts: new OidcAttempts(secret, now),
    }),
    createProfileRoutes({ sessions, cookies, throttle }),
    createInvitationRoutes({ sessions, cookies }),
    createChangesRoutes({ live, journal, authenticate, authorize, rulesFor: developers.rulesFor }),
    ...domainRoutes,
  ]
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
