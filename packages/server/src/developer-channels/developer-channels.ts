/**
 * Developers' own channels beside the product's: the namespaces of COPYDESK_NAMESPACES, who may do what in them, and
 * the server API that writes into them. The product's channels are closed to every key of that API.
 */
import type { AuthorizeRequest, AuthorizeResult, Broker, ChannelRules, Hub } from '@copydesk/hub'
import { createAuthorize, Namespaces, namespaceOf, TokenVerifier } from '@copydesk/hub/namespaces'
import { type ChannelWriter, createServerApi, type ServerApi } from '@copydesk/hub/server-api'
import type { Logger } from 'pino'
import { isOriginAllowed } from '../http/origin.ts'
import { channelRules } from '../realtime/channel-rules.ts'
import { productNames } from '../settings/developer-namespaces.ts'
import type { Settings } from '../settings/settings.ts'
import type { LifetimeOf } from '../storage/journal.ts'
import type { Storage } from '../storage/storage.ts'
import { createStorageWriter } from './storage-writer.ts'

type Authorize = (request: AuthorizeRequest) => Promise<AuthorizeResult>

export interface DeveloperChannelsOptions {
  settings: Settings
  storage: Storage
  broker: Pick<Broker, 'publish'>
  /** Signs subscription tokens, which let people into channels that are not open. */
  secret: string
  /** Milliseconds since 1970. */
  now: () => number
}

export class DeveloperChannels {
  readonly writer: ChannelWriter
  readonly #settings: Settings
  readonly #namespaces: Namespaces
  readonly #authorize: Authorize

  constructor({ settings, storage, broker, secret, now }: DeveloperChannelsOptions) {
    const { namespaces } = settings
    this.#settings = settings
    this.#namespaces = new Namespaces({ namespaces })
    this.writer = createStorageWriter({ storage, broker, namespaces: this.#namespaces, now })
    const tokens = new TokenVerifier({ secret, now })
    this.#authorize = createAuthorize({
      namespaces: this.#namespaces,
      verifyToken: (token, user, channel) => tokens.verifySubscription(token, user, channel),
    })
  }

  /** How every channel behaves, the product's and these. */
  rulesFor = (channel: string): ChannelRules | undefined =>
    channelRules(channel) ?? this.#namespaces.rulesFor(channel)

  /** Who may do what: `ofProduct` is asked about the product's channels, and about those that are none. */
  authorizeWith(ofProduct: Authorize): Authorize {
    return (request) =>
      this.#namespaces.optionsOf(request.channel) === undefined
        ? ofProduct(request)
        : this.#authorize(request)
  }

  /** How long what was published counts; the product's own until housekeeping removes it. */
  lifetimeOf: LifetimeOf = (channel) => {
    return this.#namespaces.keeps(channel) ? this.#namespaces.optionsOf(channel)?.history_ttl : undefined
  }

  serverApi(hub: Hub, log: Logger): ServerApi {
    const settings = this.#settings
    return createServerApi({
      hub,
      writer: this.writer,
      rulesFor: (channel) => this.#namespaces.rulesFor(channel),
      keys: settings.apiKeys,
      isReserved: (channel) => productNames.has(namespaceOf(channel) || channel),
      isOriginAllowed: (origin, host) => isOriginAllowed(settings, origin, host),
      log,
    })
  }
}
