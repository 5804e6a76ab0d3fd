/**
 * A hub that runs alone: its rights, tokens and namespaces come from a configuration, its history is kept in memory,
 * and applications publish through the server API. No database, no broker.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Server as SecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createMemoryBroker } from '../brokers/memory.ts'
import { type Environment, systemEnvironment } from '../environment.ts'
import { pathOf } from '../handshake/hub-paths.ts'
import { createHub, type Hub } from '../hub.ts'
import { createMemoryJournal } from '../journal/memory-journal.ts'
import { metricsType } from '../metrics/metrics-text.ts'
import { Namespaces } from '../namespaces/namespaces.ts'
import { createAuthorize } from '../namespaces/permissions.ts'
import type { HubLog } from '../options.ts'
import type { ChannelWriter } from '../server-api/channel-writer.ts'
import { createMemoryWriter } from '../server-api/memory-writer.ts'
import { createServerApi, type ServerApi } from '../server-api/server-api.ts'
import { createAuthenticate, verifiersOf } from './authenticate.ts'
import { ConfigError } from './config-error.ts'
import type { ReadConfig, StandaloneConfig } from './config-schema.ts'
import { standaloneMetrics } from './metrics.ts'
import { apiOptionsOf, hubOptionsOf, orNone } from './options-of-config.ts'
import { createOriginRule } from './origins.ts'
import { readConfig } from './read-config.ts'
import { createRealtimeScript, type RealtimeScript, realtimeScriptPath } from './realtime-script.ts'

export interface StandaloneOptions {
  log?: HubLog
  /**
   * The client for pages without a build step, to be served at `/realtime.js`: the content of
   * `@copydesk/client/realtime.browser.js`.
   */
  realtimeScript?: string | Uint8Array
  /** Further figures for `/metrics` in the Prometheus text format, such as those of the process. */
  moreMetrics?(): Promise<string>
  /** With `listen`: answers requests that are not the hub's, or returns false, and they are answered with 404. */
  otherwise?(request: IncomingMessage, response: ServerResponse): boolean
  /** Time, timers and randomness, for tests. */
  environment?: Environment
}

export interface StandaloneHub {
  readonly hub: Hub
  /** Publishes from within this process, as the server API does over HTTP. */
  readonly writer: ChannelWriter
  /** Takes WebSockets from an HTTP server of yours. */
  attach(server: Server | SecureServer): () => void
  /**
   * Answers the hub's requests, those of the server API where it has keys or is insecure, and `/health`, `/metrics` and
   * `/realtime.js` where they are on. Every other request is yours.
   */
  handle(request: IncomingMessage, response: ServerResponse): boolean
  /** Opens an HTTP server of its own at the configured address. Answers its port. */
  listen(): Promise<number>
  /** Ends the connections calmly, then everything. */
  close(): Promise<void>
}

/**
 * Creates a hub from a configuration object, such as the content of a hub.json.
 *
 * @throws ConfigError, with every fault, when the configuration is wrong
 */
export function createStandaloneHub(
  written: StandaloneConfig,
  options: StandaloneOptions = {},
): StandaloneHub {
  const read = readConfig(written)
  for (const warning of read.warnings) options.log?.warn({}, warning)
  if (!read.ok) throw new ConfigError(read.faults)
  return buildStandaloneHub(read.config, options)
}

/** The same from a configuration that `readConfig` gave. */
export function buildStandaloneHub(
  config: ReadConfig,
  { log, otherwise, realtimeScript, moreMetrics, environment = systemEnvironment }: StandaloneOptions = {},
): StandaloneHub {
  const namespaces = new Namespaces({
    namespaces: config.channel.namespaces,
    withoutNamespace: config.channel.without_namespace,
    insecure: config.client.insecure,
  })
  const rulesFor = (channel: string) => namespaces.rulesFor(channel)
  const { wallTime, monotonic } = environment
  const broker = createMemoryBroker()
  const journal = createMemoryJournal({
    retention: (channel) => {
      const options = namespaces.optionsOf(channel)
      return options && { size: options.history_size, ttlMs: options.history_ttl }
    },
    idleMs: config.channel.history_meta_ttl,
    maxBytes: orNone(config.channel.history_max_bytes),
    monotonic,
  })
  const writer = createMemoryWriter({
    journal,
    broker,
    keepsHistory: (channel) => namespaces.keeps(channel),
    monotonic,
  })
  const isOriginAllowed = createOriginRule(config.client.allowed_origins)
  const verifiers = verifiersOf(config.client, wallTime, log)
  const hubOptions = hubOptionsOf(config)
  const hub = createHub(
    {
      ...hubOptions,
      journal,
      broker,
      authenticate: createAuthenticate(config.client, verifiers.connection),
      authorize: createAuthorize({
        namespaces,
        verifyToken: async (token, user, channel) =>
          verifiers.subscription?.verifySubscription(token, user, channel) ?? { ok: false, reason: 'denied' },
        insecure: config.client.insecure,
      }),
      rulesFor,
      isOriginAllowed,
      publish: async (request) => {
        await writer.publish([request])
      },
      ...(log && { log }),
    },
    environment,
  )
  const apiOptions = apiOptionsOf(config)
  const api =
    apiOptions &&
    createServerApi({
      hub,
      writer,
      rulesFor,
      ...apiOptions,
      isOriginAllowed,
      monotonic,
      ...(log && { log }),
    })
  const script = realtimeScript === undefined ? null : createRealtimeScript(realtimeScript)
  const { transports = [] } = hubOptions
  const metrics = async () => standaloneMetrics(hub, journal, transports) + ((await moreMetrics?.()) ?? '')
  return assemble({ config, hub, writer, api, script, metrics, otherwise })
}

interface Parts {
  config: ReadConfig
  hub: Hub
  writer: ChannelWriter
  api: ServerApi | null
  script: RealtimeScript | null
  metrics: () => Promise<string>
  otherwise: StandaloneOptions['otherwise']
}

function assemble({ config, hub, writer, api, script, metrics, otherwise }: Parts): StandaloneHub {
  let server: Server | null = null

  async function answerMetrics(response: ServerResponse): Promise<void> {
    try {
      answer(response, 200, metricsType, await metrics())
    } catch {
      answer(response, 500, 'text/plain', 'The figures could not be read.')
    }
  }

  function handle(request: IncomingMessage, response: ServerResponse): boolean {
    if (hub.handle(request, response) || api?.handle(request, response)) return true
    const path = pathOf(request, config.http_server.path_prefix)
    if (path === realtimeScriptPath && script?.(request, response)) return true
    if (request.method !== 'GET') return false
    if (path === healthPath && config.health.enabled) answer(response, 200, 'application/json', '{}')
    else if (path === metricsPath && config.prometheus.enabled) {
      void answerMetrics(response)
    } else return false
    return true
  }

  return {
    hub,
    writer,
    attach: (other) => hub.attach(other),
    handle,
    listen: async () => {
      server = createServer((request, response) => {
        if (handle(request, response) || otherwise?.(request, response)) return
        answer(response, 404, 'application/json', notFound)
      })
      hub.attach(server)
      const { address, port } = config.http_server
      await new Promise<void>((resolve, reject) => {
        server?.once('error', reject)
        server?.listen({ port, backlog, ...(address !== '' && { host: address }) }, resolve)
      })
      return (server.address() as AddressInfo).port
    },
    close: async () => {
      const stopped = server && new Promise((resolve) => server?.close(resolve))
      await hub.close()
      server?.closeAllConnections()
      await stopped
    },
  }
}

/** Beside the paths of the hub and of its server API. */
export const healthPath = '/health'
export const metricsPath = '/metrics'

/** Connections that may wait to be taken in, when everyone comes back at once; the system may allow fewer. */
const backlog = 4_096

const notFound = JSON.stringify({ error: { code: 104, message: 'there is nothing at this path' } })

function answer(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body)
}
