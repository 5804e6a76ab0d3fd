/** The configuration of a hub that runs alone: what is wrong is told all at once, and the README lists every key. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { channelOptions } from '../src/namespaces/channel-options.ts'
import { configSchema } from '../src/standalone/config-schema.ts'
import { createStandaloneHub, readConfig } from '../src/standalone/index.ts'

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
      expect.stringContaining('http_api.keys[0].key is not usable: it must have at least 16 characters'),
      expect.stringContaining('http_api.keys[0].scopes[0] is "everything": it must be one of publish'),
      'sse is true: it must be an object {…}.',
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
