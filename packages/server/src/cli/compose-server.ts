/**
 * The composition root: the only place that knows every part of the server and plugs them together. Listens
 * nowhere yet; `start.ts` does that, and stops what is composed here.
 */
import { createHub } from '@copydesk/hub'
import type { Logger } from 'pino'
import { commentRoutes } from '../comments/routes.ts'
import { contentRoutes } from '../content/routes/content.ts'
import { keptTextRoutes } from '../content/routes/kept-texts.ts'
import { DeveloperChannels } from '../developer-channels/developer-channels.ts'
import { createServerApiRoutes } from '../developer-channels/server-api-routes.ts'
import { createDoctorRoutes } from '../diagnosis/doctor-routes.ts'
import { HandshakeLog } from '../diagnosis/handshake-log.ts'
import { type App, createApp } from '../http/app.ts'
import { createHealthRoutes } from '../http/health.ts'
import { createMetricsRoutes } from '../http/metrics.ts'
import { OpenConnections } from '../http/open-connections.ts'
import { isOriginAllowed } from '../http/origin.ts'
import { trustedProxies } from '../http/trusted-proxies.ts'
import { Jobs } from '../jobs/jobs.ts'
import { failedWorkRoutes } from '../jobs/routes.ts'
import { workMetrics } from '../jobs/work-metrics.ts'
import { followSwitch, hubTransportsOf } from '../live-switch/follow-switch.ts'
import { LiveSwitch } from '../live-switch/live-switch.ts'
import { liveRoutes } from '../live-switch/routes.ts'
import { notificationRoutes } from '../notifications/routes.ts'
import { Bearers } from '../people/callers/bearers.ts'
import { installCallers } from '../people/callers/install-callers.ts'
import { keyRoutes } from '../people/keys/routes.ts'
import { ServiceKeys } from '../people/keys/service-keys.ts'
import { OidcAttempts } from '../people/oidc/attempts.ts'
import { Provider } from '../people/oidc/provider.ts'
import { createOidcRoutes } from '../people/oidc/routes.ts'
import { readViewer } from '../people/read-viewer.ts'
import { peopleRoutes } from '../people/routes.ts'
import { ConnectionTokens } from '../people/sessions/connection-token.ts'
import { Cookies } from '../people/sessions/cookies.ts'
import { createSessionRoutes } from '../people/sessions/routes.ts'
import { Sessions } from '../people/sessions/sessions.ts'
import { DeviceCookies } from '../people/sign-in/device-cookie.ts'
import { SetupCode } from '../people/sign-in/setup-code.ts'
import { PersonTokens } from '../people/tokens/person-tokens.ts'
import { watch } from '../people/watch.ts'
import { itemRoutes } from '../projects/items/routes.ts'
import { projectRoutes } from '../projects/project/routes.ts'
import { releaseRoutes } from '../projects/releases/routes.ts'
import { createAuthenticate } from '../realtime/authenticate.ts'
import { createAuthorize } from '../realtime/authorize.ts'
import { createChangesRoutes } from '../realtime/changes.ts'
import { connectionLimits } from '../realtime/connection-limits.ts'
import { followCallers } from '../realtime/follow-callers.ts'
import { hubMetrics } from '../realtime/hub-metrics.ts'
import { createHubPathRoutes } from '../realtime/hub-paths.ts'
import { basePathOf } from '../settings/base-path.ts'
import { StorageJournal } from '../storage/journal.ts'
import { storageMetrics } from '../storage/storage-metrics.ts'
import { keepHouseHourly } from './keep-house-hourly.ts'
import type { OpenedServices } from './open-services.ts'
import { findWebDir, version } from './product.ts'
import { works } from './works.ts'

export interface ComposedServer {
  app: App
  setupCode: SetupCode
  /** Ends everything in the order that loses nothing: connections, requests, jobs, and the database last. */
  stop(): Promise<void>
}

export interface ComposeOptions {
  opened: OpenedServices
  /** Signs connection tokens. */
  secret: string
  log: Logger
}

/** What is still under way once everybody was told to leave may take this long: half-sent bodies, slow readers. */
const graceMs = 5_000

export async function composeServer({ opened, secret, log }: ComposeOptions): Promise<ComposedServer> {
  const { services } = opened
  const { settings, storage, broker, runner, now, elapsed } = services
  let isStopping = false
  const sessions = new Sessions(services)
  const keys = new ServiceKeys(services)
  const personTokens = new PersonTokens(services)
  const bearers = new Bearers({ ...services, keys, personTokens })
  const tokens = new ConnectionTokens({ secret, sessions, keys, now })
  const setupCode = new SetupCode()
  const developers = new DeveloperChannels({ settings, storage, broker, secret, now })
  const journal = new StorageJournal(storage, now, developers.lifetimeOf)
  const cookies: Cookies = new Cookies({ settings, port: () => portOf(app, settings.port) })
  const authenticate = createAuthenticate({ sessions, tokens, personTokens, cookies })
  const authorize = developers.authorizeWith(createAuthorize(storage, now))
  const live = new LiveSwitch({ settings, storage })
  await live.check()
  const handshakes = new HandshakeLog(now)
  const isTrustedProxy = trustedProxies(settings)
  const hub = createHub({
    journal,
    broker,
    authenticate,
    authorize,
    transports: hubTransportsOf(live),
    whyOff: (transport) => live.whyOff(transport),
    rulesFor: developers.rulesFor,
    publish: async (publication) => {
      await developers.writer.publish([publication])
    },
    limits: connectionLimits(settings),
    drainMs: settings.drainSeconds * 1000,
    isOriginAllowed: (origin, host) => isOriginAllowed(settings, origin, host),
    onHandshake: handshakes.onHandshake,
    onConnectionEnd: handshakes.onConnectionEnd,
    isTrustedProxy,
    pathPrefix: basePathOf(settings),
    log,
  })
  const webDir = findWebDir()
  const connections = new OpenConnections()
  const app: App = await createApp({
    services,
    version,
    logger: log,
    connections,
    ...(webDir === undefined ? {} : { webDir }),
    rootRoutes: [
      createHealthRoutes(() => isStopping),
      createMetricsRoutes(
        [
          hubMetrics(hub, live),
          opened.listenerFailures.metrics,
          storageMetrics(services),
          workMetrics(services, works),
        ],
        version,
      ),
      createHubPathRoutes(hub, live),
      createServerApiRoutes(developers.serverApi(hub, log)),
    ],
    routes: [
      (api) => installCallers(api, { sessions, cookies, bearers }),
      createSessionRoutes({ sessions, tokens, cookies, devices: new DeviceCookies(secret), setupCode }),
      createOidcRoutes({
        sessions,
        cookies,
        provider: new Provider(settings),
        attempts: new OidcAttempts(secret, now),
      }),
      peopleRoutes,
      keyRoutes,
      liveRoutes,
      failedWorkRoutes,
      createDoctorRoutes({
        hub,
        live,
        log: handshakes,
        tokens,
        version,
        isStopping: () => isStopping,
        isTrustedProxy,
      }),
      createChangesRoutes({ live, journal, authenticate, authorize, rulesFor: developers.rulesFor }),
      contentRoutes,
      keptTextRoutes,
      projectRoutes,
      itemRoutes,
      releaseRoutes,
      commentRoutes,
      notificationRoutes,
    ],
  })
  hub.attach(app.server)
  const unfollowSwitch = followSwitch(hub, live)
  const unwatchSwitch = live.follow(broker, 2000, (error) =>
    log.error({ err: error }, 'the switch of live updates could not be read'),
  )
  const onError = (error: unknown) => log.error({ err: error }, 'looking after sessions failed')
  const unfollow = followCallers(hub, { sessions, keys, personTokens }, onError)
  const unwatch = watch([sessions, keys, personTokens], 1000, onError)
  const jobs = new Jobs({ storage, runner, now, elapsed, works, readViewer, log })
  opened.onWork(() => jobs.wake())
  jobs.wake()
  const stopHousekeeping = keepHouseHourly(services, log)
  return {
    app,
    setupCode,
    stop: async () => {
      isStopping = true
      await hub.drain()
      // A connection whose answer was under way becomes idle only now and then.
      const sweep = setInterval(() => app.server.closeIdleConnections(), 100)
      const cutOff = setTimeout(() => connections.destroy(), graceMs)
      await app.close()
      await hub.close()
      clearInterval(sweep)
      clearTimeout(cutOff)
      unwatchSwitch()
      unfollowSwitch()
      unwatch()
      unfollow()
      await jobs.stop()
      await stopHousekeeping()
      await opened.close()
    },
  }
}

/** 0 as a setting takes any free port, which is known once it listens. */
function portOf(app: App, setting: number): number {
  const address = app.server.address()
  return typeof address === 'object' && address ? address.port : setting
}
