/**
 * What the roles of a server share, beside the services: who somebody is, what they may follow, which transports are
 * on. Starts nothing.
 */
import type { Logger } from 'pino'
import { DeveloperChannels } from '../../developer-channels/developer-channels.ts'
import { HandshakeLog } from '../../diagnosis/handshake-log.ts'
import type { Routes } from '../../http/app.ts'
import type { MetricSource } from '../../http/metrics.ts'
import type { HealthSource } from '../../http/readiness.ts'
import { trustedProxies } from '../../http/trusted-proxies.ts'
import { CountExchange } from '../../limits/count-exchange.ts'
import { LiveSwitch } from '../../live-switch/live-switch.ts'
import { ServiceKeys } from '../../people/keys/service-keys.ts'
import { ConnectionTokens } from '../../people/sessions/connection-token.ts'
import { Cookies } from '../../people/sessions/cookies.ts'
import { Sessions } from '../../people/sessions/sessions.ts'
import { PersonTokens } from '../../people/tokens/person-tokens.ts'
import { createAuthenticate } from '../../realtime/authenticate.ts'
import { createAuthorize } from '../../realtime/authorize.ts'
import { StorageJournal } from '../../storage/journal.ts'
import type { OpenedServices } from '../open-services.ts'

export interface SurroundingsOptions {
  opened: OpenedServices
  /** Signs tokens and cookies. */
  secret: string
  log: Logger
  /** Where the server listens, once it does. */
  port: () => number
}

export type Surroundings = ReturnType<typeof createSurroundings>

/** What a role adds to the HTTP side of the server. */
export interface RoleHttp {
  /** Folder of the built web app. */
  webDir?: string
  /** At the root. */
  rootRoutes: readonly Routes[]
  /** Below `/api/v1`, after the check of who calls. */
  routes: readonly Routes[]
  metrics: readonly MetricSource[]
  /** For `/readyz`. */
  health: readonly HealthSource[]
}

export function createSurroundings({ opened, secret, log, port }: SurroundingsOptions) {
  const { services, parts } = opened
  const { settings, storage, broker, now } = services
  const sessions = new Sessions(services)
  const keys = new ServiceKeys(services)
  const personTokens = new PersonTokens(services)
  const tokens = new ConnectionTokens({ secret, sessions, keys, now })
  const developers = new DeveloperChannels({ settings, storage, broker, secret, now })
  const cookies = new Cookies({ settings, port })
  return {
    opened,
    services,
    parts,
    secret,
    log,
    port,
    sessions,
    keys,
    personTokens,
    tokens,
    cookies,
    counts: new CountExchange({ broker }),
    developers,
    journal: new StorageJournal(storage, now, developers.lifetimeOf),
    authenticate: createAuthenticate({ sessions, tokens, personTokens, cookies }),
    authorize: developers.authorizeWith(createAuthorize(storage, now)),
    live: new LiveSwitch({ settings, storage }),
    handshakes: new HandshakeLog(now),
    isTrustedProxy: trustedProxies(settings),
  }
}
