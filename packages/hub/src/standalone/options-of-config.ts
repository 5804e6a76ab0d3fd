/** What a configuration says, in the words of the hub and of the server API: every limit has a key. */
import type { HubLimits, HubOptions } from '../options.ts'
import { apiScopes } from '../server-api/api-keys.ts'
import type { ServerApiOptions } from '../server-api/server-api.ts'
import type { ReadConfig } from './config-schema.ts'

/** 0 stands for no limit. */
export function orNone(limit: number): number {
  return limit === 0 ? Number.POSITIVE_INFINITY : limit
}

/** Limits, intervals and transports. */
export function hubOptionsOf(config: ReadConfig): Partial<HubOptions> {
  const { client, http_server, websocket, http_stream, sse, shutdown } = config
  return {
    limits: limitsOf(config),
    transports: [
      ...(websocket.disabled ? [] : (['websocket'] as const)),
      ...(http_stream.enabled ? (['http_stream'] as const) : []),
      ...(sse.enabled ? (['sse'] as const) : []),
    ],
    pingIntervalMs: client.ping_interval,
    pongTimeoutMs: client.pong_timeout,
    connectTimeoutMs: client.stale_close_delay,
    drainMs: shutdown.timeout,
    pathPrefix: http_server.path_prefix,
  }
}

function limitsOf({ client, websocket }: ReadConfig): HubLimits {
  return {
    maxMessageBytes: websocket.message_size_limit,
    maxChannelsPerConnection: client.channel_limit,
    maxConnections: orNone(client.connection_limit),
    maxConnectionsPerUser: orNone(client.user_connection_limit),
    maxCommandsPerSecond: orNone(client.commands_per_second),
    maxSubscribesPerSecond: orNone(client.subscribes_per_second),
    maxPublishesPerSecond: orNone(client.publishes_per_second),
    maxQueuedBytes: client.queue_max_size,
    maxRecoveredPublications: client.recovery_max_publication_limit,
    maxRecoveredBytes: client.recovery_max_bytes,
  }
}

type FromConfig =
  | 'pathPrefix'
  | 'keys'
  | 'insecure'
  | 'maxBodyBytes'
  | 'maxPublicationBytes'
  | 'maxCommandsPerSecond'

/** Null where nobody could use it: it is switched off, or asks for keys and has none. */
export function apiOptionsOf({
  http_api: api,
  http_server,
}: ReadConfig): Required<Pick<ServerApiOptions, FromConfig>> | null {
  if (api.disabled || (!api.insecure && api.key === undefined && api.keys.length === 0)) return null
  const named = api.keys.map(({ key: secret, ...rest }) => ({ ...rest, secret }))
  const all = { name: 'http_api.key', secret: api.key ?? '', scopes: apiScopes }
  return {
    pathPrefix: http_server.path_prefix,
    keys: api.key === undefined ? named : [...named, all],
    insecure: api.insecure,
    maxBodyBytes: api.body_size_limit,
    maxPublicationBytes: api.publication_size_limit,
    maxCommandsPerSecond: orNone(api.commands_per_second),
  }
}
