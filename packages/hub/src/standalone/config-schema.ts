/**
 * The configuration of a hub that runs alone, in Centrifugo's terms (nested, as since its version 6) where the
 * meaning is the same. What follows from the values is in standalone-hub.ts.
 */
import { z } from 'zod'
import { pathPrefix } from '../handshake/hub-paths.ts'
import { channelOptions, duration, flag, namespace, wholeNumber } from '../namespaces/channel-options.ts'
import { apiScopes } from '../server-api/api-keys.ts'
import { originPattern } from './origins.ts'

const text = z.string({ error: 'must be text' })
const off = flag.default(false)
const on = flag.default(true)
const section = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject(shape, { error: 'must be an object {…}' }).prefault({} as never)
/** 0 stands for no limit. */
const limit = wholeNumber(0).default(0)
const rate = (perSecond: number) => wholeNumber(0).default(perSecond)

/** Empty stands for none, as in Centrifugo. How long it must be is in short-secrets.ts. */
const optionalSecret = text.optional().transform((secret) => secret || undefined)

const apiKey = z.strictObject({
  name: text.min(1, 'must not be empty'),
  key: text.min(1, 'must not be empty; openssl rand -hex 32 makes one'),
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

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'none', 'silent'] as const

export const configSchema = z.strictObject({
  http_server: section({
    /** Empty: every address of this machine. */
    address: address.default('127.0.0.1'),
    /** 0 takes any free one. */
    port: port.default(8000),
    path_prefix: text
      .refine(
        (prefix) => prefix === '' || pathPrefix.test(prefix),
        'must be empty or such as "/live", without a slash at its end',
      )
      .default(''),
  }),
  client: section({
    allowed_origins: z.array(originPattern, { error: 'must be a list of origins' }).default([]),
    token: section({ hmac_secret_key: optionalSecret, audience: text.optional(), issuer: text.optional() }),
    subscription_token: section({
      enabled: off,
      hmac_secret_key: optionalSecret,
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
    recovery_max_bytes: wholeNumber(1_024).default(128_000),
    commands_per_second: rate(100),
    subscribes_per_second: rate(20),
    publishes_per_second: rate(20),
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
    key: optionalSecret,
    keys: z.array(apiKey, { error: 'must be a list of {name, key, scopes}' }).default([]),
    commands_per_second: rate(1_000),
    body_size_limit: wholeNumber(1_024).default(1_048_576),
    publication_size_limit: wholeNumber(1).default(131_072),
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
    /** Those of Centrifugo and of Copydesk, in whatever case. */
    level: z
      .preprocess(
        (level) => (typeof level === 'string' ? level.toLowerCase() : level),
        z.enum(levels, { error: `must be one of ${levels.join(', ')}` }),
      )
      .transform((level) => (level === 'none' ? 'silent' : level))
      .default('info'),
  }),
})

/** A configuration as it may be written: everything may be left out. */
export type StandaloneConfig = z.input<typeof configSchema>
/** One that was read: complete, durations in milliseconds. */
export type ReadConfig = z.output<typeof configSchema>
