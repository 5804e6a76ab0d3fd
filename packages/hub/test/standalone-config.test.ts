/** The configuration of a hub that runs alone: what is wrong is told all at once, and the README lists every key. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { defaultLimits } from '../src/limits/limits.ts'
import { channelOptions } from '../src/namespaces/channel-options.ts'
import { configSchema } from '../src/standalone/config-schema.ts'
import { createStandaloneHub, readConfig, withSecretsOf } from '../src/standalone/index.ts'
import { apiOptionsOf, hubOptionsOf } from '../src/standalone/options-of-config.ts'
import { SdkClients } from './support/sdk-client.ts'
import { sign } from './support/standalone.ts'

const secret = 'a secret of at least thirty-two characters'

function faultsOf(written: unknown): string[] {
  const read = readConfig(written)
  if (read.ok) throw new Error('The configuration was accepted')
  return read.faults
}

function configOf(written: unknown) {
  const read = readConfig(written)
  if (!read.ok) throw new Error(read.faults.join('\n'))
  return read.config
}

describe('the configuration', () => {
  it('needs nothing, and is closed then', () => {
    expect(configOf({})).toMatchObject({
      http_server: { address: '127.0.0.1', port: 8000 },
      client: { insecure: false, allowed_origins: [], allow_anonymous_connect_without_token: false },
      channel: { namespaces: [] },
      http_api: { insecure: false, keys: [] },
    })
  })

  it('tells every wrong value at once, with what it must be', () => {
    const faults = faultsOf({
      http_server: { port: 70_000 },
      client: { ping_interval: 25, allowed_origins: ['https://desk.example/path'], insecure: 'yes' },
      channel: { namespaces: [{ name: 'a b' }, { history_size: -1 }, 7] },
      http_api: { keys: [{ name: 'shop', key: 'short', scopes: ['everything'] }] },
      sse: true,
    })
    expect(faults).toEqual([
      'http_server.port is 70000: it must be a port from 0 to 65535.',
      expect.stringContaining(
        'client.allowed_origins[0] is "https://desk.example/path": it must be an origin such as',
      ),
      'client.insecure is "yes": it must be true or false.',
      expect.stringContaining('client.ping_interval is 25: it must be a duration as text'),
      expect.stringContaining('channel.namespaces[0].name is "a b": it must be a name'),
      'channel.namespaces[1].history_size is -1: it must be a whole number from 0 on.',
      'channel.namespaces[1].name is missing: it must be a name, such as "news".',
      'channel.namespaces[2] is 7: it must be an object.',
      expect.stringContaining('http_api.keys[0].scopes[0] is "everything": it must be one of publish'),
      'sse is true: it must be an object {…}.',
      expect.stringContaining('http_api.keys[0].key is not usable: it must have at least 16 characters'),
    ])
  })

  it.each([
    [{ channel: { namespaces: [{ name: 'news', history_size: 5 }] } }, 'keeps no history: set both'],
    [
      { channel: { namespaces: [{ name: 'news', force_recovery: true }] } },
      'has force_recovery without a history',
    ],
    [{ channel: { without_namespace: { history_ttl: '5s' } } }, 'channel.without_namespace keeps no history'],
    [
      { channel: { namespaces: [{ name: 'news' }, { name: 'news' }] } },
      'channel.namespaces has "news" twice',
    ],
    [
      {
        http_api: {
          keys: [
            { name: 'a', key: secret },
            { name: 'a', key: secret },
          ],
        },
      },
      'http_api.keys has "a" twice',
    ],
    [{ client: { pong_timeout: '30s' } }, 'client.pong_timeout must be less than client.ping_interval'],
    [{ client: { subscription_token: { enabled: true } } }, 'is enabled without a secret'],
    [
      {
        channel: {
          history_meta_ttl: '1s',
          namespaces: [{ name: 'news', history_size: 1, history_ttl: '2s' }],
        },
      },
      'has a history_ttl above channel.history_meta_ttl',
    ],
  ])('tells what only several values get wrong: %j', (written, fault) => {
    const faults = faultsOf(written)
    expect(faults).toHaveLength(1)
    expect(faults[0]).toContain(fault)
    expect(faults[0]).not.toContain(secret)
  })

  it('tells keys that it does not know, wherever they are, and goes on without them', () => {
    const read = readConfig({
      engine: 'redis',
      client: { allow_subscribe: true },
      channel: { namespaces: [{ name: 'news', delta: true }] },
    })
    expect(read.warnings).toEqual([
      'client.allow_subscribe is not known here and does nothing.',
      'channel.namespaces[0].delta is not known here and does nothing.',
      'engine is not known here and does nothing.',
    ])
    expect(read.ok && read.config.channel.namespaces).toMatchObject([{ name: 'news' }])
  })

  it.each([
    [{ client: { token: { hmac_secret_key: 'secret' } } }, 'client.token.hmac_secret_key is not usable'],
    [{ token_hmac_secret_key: 'secret' }, 'client.token.hmac_secret_key is not usable'],
    [{ http_api: { key: 'key' } }, 'http_api.key is not usable'],
    [{ http_api: { keys: [{ name: 'a', key: 'key' }] } }, 'http_api.keys[0].key is not usable'],
  ])('takes short secrets for development only, and says so: %j', (written, fault) => {
    const [told] = faultsOf(written)
    expect(told).toContain(fault)
    expect(told).toContain('openssl rand')
    expect(told).toContain('client.insecure')
    expect(told).not.toContain('"secret"')
    for (const section of ['client', 'http_api'] as const) {
      const insecure = { ...written, [section]: { ...Reflect.get(written, section), insecure: true } }
      const read = readConfig(insecure)
      expect(read.ok).toBe(true)
      expect(read.warnings).toEqual([expect.stringContaining('for development only')])
    }
  })

  it('works with short secrets where it is insecure', async () => {
    const hub = createStandaloneHub({
      http_server: { port: 0 },
      client: { token: { hmac_secret_key: 'x' } },
      channel: { namespaces: [{ name: 'news' }] },
      http_api: { key: 'k', insecure: true },
    })
    const port = await hub.listen()
    const token = await sign({ sub: 'ann' }, 'x')
    const client = new SdkClients('websocket')
    await client.connect({ port }, { token })
    expect(hub.hub.stats().connections).toBe(1)
    client.stop()
    await hub.close()
  })

  it.each(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'none', 'silent', 'INFO', 'Trace'])(
    'knows the log level %s',
    (level) => {
      const expected = level === 'none' ? 'silent' : level.toLowerCase()
      expect(configOf({ log: { level } }).log.level).toBe(expected)
      expect(configOf({ log_level: level }).log.level).toBe(expected)
    },
  )

  it('names the log levels that there are', () => {
    expect(faultsOf({ log: { level: 'loud' } })).toEqual([
      'log.level is "loud": it must be one of trace, debug, info, warn, error, fatal, none, silent.',
    ])
  })

  it.each([
    [{ http_server: { internal_port: 9000 } }, 'http_server.internal_port', 'http_api.disabled'],
    [{ internal_port: '9000' }, 'internal_port', 'http_api.disabled'],
    [{ http_server: { internal_address: '127.0.0.1' } }, 'http_server.internal_address', 'proxy'],
    [{ http_server: { tls: { enabled: true } } }, 'http_server.tls', 'proxy'],
    [{ http_server: { tls: true } }, 'http_server.tls', 'proxy'],
    [{ tls: true, tls_cert: 'a.pem' }, 'tls', 'proxy'],
    [{ http_server: { tls_autocert: { enabled: true } } }, 'http_server.tls_autocert', 'proxy'],
    [{ client: { token: { audience_regex: '^a' } } }, 'client.token.audience_regex', 'client.token.audience'],
    [{ client: { token: { user_id_claim: 'uid' } } }, 'client.token.user_id_claim', '"sub"'],
    [
      { client: { disallow_anonymous_connection_tokens: true } },
      'client.disallow_anonymous_connection_tokens',
      'issue none',
    ],
    [{ channel: { private_prefix: '%' } }, 'channel.private_prefix', 'Rename'],
    [
      { channel: { namespaces: [{ name: 'news', channel_regex: '^a' }] } },
      'channel.namespaces[0].channel_regex',
      'sign tokens',
    ],
    [
      { channel: { namespaces: [{ name: 'news', subscribe_proxy_enabled: true }] } },
      'channel.namespaces[0].subscribe_proxy_enabled',
      'subscription tokens',
    ],
    [
      { namespaces: [{ name: 'news', proxy_publish: true }] },
      'channel.namespaces[0].proxy_publish',
      'server API',
    ],
  ])('refuses what would make it less safe to leave out: %j', (written, path, instead) => {
    const faults = faultsOf(written)
    expect(faults[0]).toContain(`${path} `)
    expect(faults[0]).toContain(instead)
  })

  it.each([
    { http_server: { internal_port: '' } },
    { http_server: { tls: { enabled: false, cert_pem: '' } } },
    { tls: false },
    { channel: { private_prefix: '$' } },
  ])('leaves out with a word what says no more than its absence: %j', (written) => {
    const read = readConfig(written)
    expect([read.ok, read.warnings.length]).toEqual([true, 1])
  })

  it('has a key for every limit', () => {
    const config = configOf({
      client: {
        channel_limit: 2,
        connection_limit: 3,
        user_connection_limit: 4,
        commands_per_second: 5,
        subscribes_per_second: 0,
        publishes_per_second: 7,
        queue_max_size: 80_000,
        recovery_max_publication_limit: 9,
        recovery_max_bytes: 10_000,
      },
      websocket: { message_size_limit: 11_000 },
      http_api: { key: secret, commands_per_second: 0, body_size_limit: 12_000, publication_size_limit: 13 },
    })
    expect(hubOptionsOf(config).limits).toEqual({
      maxChannelsPerConnection: 2,
      maxConnections: 3,
      maxConnectionsPerUser: 4,
      maxCommandsPerSecond: 5,
      maxSubscribesPerSecond: Number.POSITIVE_INFINITY,
      maxPublishesPerSecond: 7,
      maxQueuedBytes: 80_000,
      maxRecoveredPublications: 9,
      maxRecoveredBytes: 10_000,
      maxMessageBytes: 11_000,
    })
    expect(apiOptionsOf(config)).toMatchObject({
      maxCommandsPerSecond: Number.POSITIVE_INFINITY,
      maxBodyBytes: 12_000,
      maxPublicationBytes: 13,
    })
    expect(hubOptionsOf(configOf({})).limits).toEqual(defaultLimits)
  })

  it('takes its secrets from the environment, or from files that it names', () => {
    const folder = mkdtempSync(join(tmpdir(), 'copydesk-hub-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const file = join(folder, 'key')
    writeFileSync(file, `${secret}\n`)
    const env = {
      COPYDESK_HUB_CLIENT_TOKEN_HMAC_SECRET_KEY: secret,
      COPYDESK_HUB_HTTP_API_KEY_FILE: file,
      CENTRIFUGO_CLIENT_SUBSCRIPTION_TOKEN_HMAC_SECRET_KEY: secret,
      COPYDESK_HUB_HTTP_API_KEYS: JSON.stringify([{ name: 'shop', key: secret }]),
    }
    const { written, faults } = withSecretsOf(env, { http_api: { key: 'short', disabled: false } })
    expect(faults).toEqual([])
    expect(configOf(written)).toMatchObject({
      client: { token: { hmac_secret_key: secret }, subscription_token: { hmac_secret_key: secret } },
      http_api: { key: secret, keys: [{ name: 'shop', key: secret }] },
    })
  })

  it('says what is wrong with secrets of the environment, without them', () => {
    const { faults } = withSecretsOf(
      {
        COPYDESK_HUB_HTTP_API_KEY: secret,
        COPYDESK_HUB_HTTP_API_KEY_FILE: '/nowhere',
        COPYDESK_HUB_CLIENT_TOKEN_HMAC_SECRET_KEY_FILE: '/nowhere',
        COPYDESK_HUB_HTTP_API_KEYS: `[{${secret}`,
      },
      {},
    )
    expect(faults).toEqual([
      'COPYDESK_HUB_CLIENT_TOKEN_HMAC_SECRET_KEY_FILE names a file that cannot be read (ENOENT): /nowhere.',
      'COPYDESK_HUB_HTTP_API_KEY and COPYDESK_HUB_HTTP_API_KEY_FILE are both set: keep one of them.',
      'COPYDESK_HUB_HTTP_API_KEYS is not usable: it must be a list of {name, key, scopes} as JSON.',
    ])
  })

  it('understands the flat names of before', () => {
    const config = configOf({
      port: 9000,
      token_hmac_secret_key: secret,
      api_key: secret,
      client_insecure: true,
      allowed_origins: ['*'],
      namespaces: [{ name: 'news', presence: true }],
      history_size: 5,
      history_ttl: '1m30s',
    })
    expect(config).toMatchObject({
      http_server: { port: 9000 },
      client: { token: { hmac_secret_key: secret }, insecure: true, allowed_origins: ['*'] },
      http_api: { key: secret },
      channel: {
        namespaces: [{ name: 'news', presence: true }],
        without_namespace: { history_size: 5, history_ttl: 90_000 },
      },
    })
    expect(configOf({ port: 1, http_server: { port: 2 } }).http_server.port).toBe(2)
  })

  it.each([null, [], 'text', 7])('is an object, not %j', (written) => {
    expect(faultsOf(written)).toHaveLength(1)
  })

  it('is refused with all its faults', () => {
    expect(() => createStandaloneHub({ http_server: { port: -1 }, client: { channel_limit: 0 } })).toThrow(
      /2 faults:\n {2}http_server\.port .*\n {2}client\.channel_limit /,
    )
  })
})

describe('the README', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const start = readme.indexOf('### Configuration')
  const section = readme.slice(start, readme.indexOf('\n## ', start))
  const [keys = '', options = ''] = section.split('| option of a namespace |')
  const listed = (table: string) =>
    [...table.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
    )

  it('lists every key, and no other', () => {
    expect(listed(keys).toSorted()).toEqual(
      leavesOf(z.toJSONSchema(configSchema, { io: 'input' })).toSorted(),
    )
  })

  it('lists every option of a namespace, and no other', () => {
    expect(listed(options).toSorted()).toEqual(Object.keys(channelOptions.shape).toSorted())
  })
})

/** Paths of the values; a list is one, and so are the options of channels without a namespace. */
function leavesOf(schema: { properties?: Record<string, unknown> }, path: string[] = []): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, value]) => {
    const inner = [...path, name]
    const isSection = typeof value === 'object' && value !== null && 'properties' in value
    return isSection && name !== 'without_namespace'
      ? leavesOf(value as typeof schema, inner)
      : [inner.join('.')]
  })
}
