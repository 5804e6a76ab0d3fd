/**
 * The role `hub`: live updates to whoever is connected, with the APIs that are about connections. Obeys what changes who
 * may be connected (following.ts): the live switch, ended sessions and keys, changed rights.
 */
import { createHub, type Hub } from '@copydesk/hub'
import { createServerApiRoutes } from '../../developer-channels/server-api-routes.ts'
import { createDoctorRoutes } from '../../diagnosis/doctor-routes.ts'
import type { App } from '../../http/app.ts'
import { isOriginAllowed } from '../../http/origin.ts'
import { followSwitch, hubTransportsOf } from '../../live-switch/follow-switch.ts'
import { brokerHealth } from '../../realtime/broker-health.ts'
import { connectionLimits } from '../../realtime/connection-limits.ts'
import { followCallers } from '../../realtime/follow-callers.ts'
import { hubMetrics } from '../../realtime/hub-metrics.ts'
import { createHubPathRoutes } from '../../realtime/hub-paths.ts'
import { basePathOf } from '../../settings/base-path.ts'
import { version } from '../product.ts'
import type { RoleHttp, Surroundings } from './surroundings.ts'

/** What the last connections may take beyond the time over which they are spread. */
const drainGraceMs = 5_000

export interface StartedHub extends RoleHttp {
  /** Takes connections to this app from now on; they are ended in order before the app is. */
  serve(app: App): Promise<void>
}

export async function startHub(surroundings: Surroundings): Promise<StartedHub> {
  const { parts, services, developers, tokens, live, handshakes, isTrustedProxy, log } = surroundings
  await live.check()
  const hub = await parts.start(
    'the hub',
    () => openHub(surroundings),
    (started) => started.close(),
  )
  await followChanges(hub, surroundings)
  return {
    rootRoutes: [createHubPathRoutes(hub, live), createServerApiRoutes(developers.serverApi(hub, log))],
    routes: [
      createDoctorRoutes({
        hub,
        live,
        log: handshakes,
        tokens,
        version,
        isStopping: () => parts.isStopping,
        isTrustedProxy,
      }),
    ],
    metrics: [hubMetrics(hub, live)],
    health: [brokerHealth(services.broker)],
    serve: async (app) => {
      await parts.start(
        'the connections',
        () => void hub.attach(app.server),
        () => hub.drain(),
        services.settings.drainSeconds * 1000 + drainGraceMs,
      )
    },
  }
}

function openHub(surroundings: Surroundings): Hub {
  const { services, journal, authenticate, authorize, developers, live, handshakes, isTrustedProxy, log } =
    surroundings
  const { settings, broker } = services
  return createHub({
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
}

async function followChanges(hub: Hub, surroundings: Surroundings): Promise<void> {
  const { parts, sessions, keys, personTokens, live, log } = surroundings
  const failed = (err: unknown) => log.error({ err }, 'ending connections failed')
  const callers = { sessions, keys, personTokens }
  const follow = (name: string, begin: () => () => void) => parts.start(name, begin, (end) => end())
  await follow('following the live switch', () => followSwitch(hub, live))
  await follow('following callers', () => followCallers(hub, callers, failed))
}
