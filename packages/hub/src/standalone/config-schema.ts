/**
 * The configuration of a hub that runs alone, in Centrifugo's terms (nested, as since its version 6) where the
 * meaning is the same. What follows from the values is in standalone-hub.ts.
 */
import { z } from 'zod'
import { channelOptions, duration, flag, namespace, wholeNumber } from '../namespaces/channel-options.ts'
import { apiScopes, minSecretLength } from '../server-api/api-keys.ts'
import { originPattern } from './origins.ts'

const text = z.string({ error: 'must be text' })
const off = flag.default(false)
const on = flag.default(true)
const section = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject(shape, { error: 'must be an object {…}' }).prefault({} as never)
/** 0 stands for no limit. */
const limit = wholeNumber(0).default(0)

/** HS256 wants a key of at least 256 bits (RFC 7518, section 3.2). */
const tokenSecret = text
  .min(32, 'must have at least 32 characters; openssl rand -hex 32 makes one')
  .optional()
const apiSecret = text.min(
  minSecretLength,
  `must have at least ${minSecretLength} characters; openssl rand -hex 32 makes one`,
)

const apiKey = z.strictObject({
  name: text.min(1, 'must not be empty'),
  key: apiSecret,
  scopes: z
    .array(z.enum(apiScopes, { error: `must be one of ${apiScopes.join(', ')}` }), {
      error: 'must be a list',
    })
    .default([...apiScopes]),
  namespaces: z
    .array(text, { error: 'must be a list of names, "" for channels without a namespace' })
    .optional(),
})

const address = text.regex(
  /^[A-Za-z0-9.:_-]*$/,
  'must be an address without scheme and port, such as 127.0.0.1',
)
const port = z
  .number({ error: 'must be a port from 0 to 65535' })
  .int('must be a port from 0 to 65535')
  .min(0, 'must be a port from 0 to 65535')
  .max(65_535, 'must be a port from 0 to 65535')

export const configSchema = z.strictObject({
  http_server: section({
    /** Empty: every address of this machine. */
    address: address.default('127.0.0.1'),
    /** 0 takes any free one. */
    port: port.default(8000),
  }),
  client: section({
    allowed_origins: z.array(originPattern, { error: 'must be a list of origins' }).default([]),
    token: section({ hmac_secret_key: tokenSecret, audience: text.optional(), issuer: text.optional() }),
    subscription_token: section({
      enabled: off,
      hmac_secret_key: tokenSecret,
      audience: text.optional(),
      issuer: text.optional(),
    }),
    allow_anonymous_connect_without_token: off,
    insecure: off,
    channel_limit: wholeNumber(1).default(128),
    connection_limit: limit,
    user_connection_limit: limit,
    queue_max_size: wholeNumber(65_536).default(1_048_576),
    recovery_max_publication_limit: wholeNumber(1).default(300),
    ping_interval: duration.default(25_000),
    pong_timeout: duration.default(8_000),
    stale_close_delay: duration.default(15_000),
  }),
  channel: section({
    without_namespace: channelOptions.optional(),
    namespaces: z.array(namespace, { error: 'must be a list of namespaces' }).default([]),
    history_meta_ttl: duration.default(30 * 24 * 3_600_000),
    history_max_bytes: limit,
  }),
  http_api: section({
    disabled: off,
    insecure: off,
    key: apiSecret.optional(),
    keys: z.array(apiKey, { error: 'must be a list of {name, key, scopes}' }).default([]),
  }),
  websocket: section({ disabled: off, message_size_limit: wholeNumber(1_024).default(65_536) }),
  http_stream: section({ enabled: on }),
  sse: section({ enabled: on }),
  health: section({ enabled: off }),
  prometheus: section({ enabled: off }),
  shutdown: section({
    /** Over what time a stopping hub ends many connections. */
    timeout: duration.default(5_000),
  }),
  log: section({
    level: z
      .enum(['debug', 'info', 'warn', 'error', 'none'], {
        error: 'must be one of debug, info, warn, error, none',
      })
      .default('info'),
  }),
})

/** A configuration as it may be written: everything may be left out. */
export type StandaloneConfig = z.input<typeof configSchema>
/** One that was read: complete, durations in milliseconds. */
export type ReadConfig = z.output<typeof configSchema>
