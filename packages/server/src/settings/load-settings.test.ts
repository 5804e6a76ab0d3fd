import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { shownBroker } from './broker.ts'
import { describeSettings } from './describe-settings.ts'
import { loadSettings } from './load-settings.ts'
import { SettingsError } from './settings-error.ts'

let cwd: string

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'copydesk-settings-'))
})
afterEach(() => rmSync(cwd, { recursive: true }))

const load = (env: Record<string, string>, commandLine: Record<string, string> = {}) =>
  loadSettings({ env, cwd, commandLine })

function faultsOf(env: Record<string, string>, commandLine: Record<string, string> = {}) {
  try {
    load(env, commandLine)
  } catch (error) {
    if (error instanceof SettingsError) return error.faults
    throw error
  }
  throw new Error('The settings were accepted')
}

const writeConfig = (content: unknown, name = 'copydesk.config.json') =>
  writeFileSync(join(cwd, name), typeof content === 'string' ? content : JSON.stringify(content))

describe('loadSettings', () => {
  it('has defaults that need nothing else', () => {
    expect(load({})).toMatchObject({
      host: '127.0.0.1',
      port: 4600,
      publicUrl: undefined,
      dataDir: join(cwd, 'data'),
      websocketsEnabled: true,
      transports: ['websocket', 'http_stream', 'sse', 'poll'],
      allowedOrigins: [],
      trustProxy: false,
      demo: false,
    })
  })

  it('lets the command line win over the environment, and that over the file', () => {
    writeConfig({ COPYDESK_PORT: 1, COPYDESK_LOG_LEVEL: 'warn', COPYDESK_DEMO: false })
    const settings = load({ COPYDESK_PORT: '2', COPYDESK_DEMO: 'false' }, { COPYDESK_DEMO: 'true' })
    expect(settings).toMatchObject({ port: 2, logLevel: 'warn', demo: true })
    expect(settings.sources).toMatchObject({
      COPYDESK_PORT: 'environment',
      COPYDESK_LOG_LEVEL: 'file',
      COPYDESK_DEMO: 'command line',
      COPYDESK_HOST: 'default',
    })
  })

  it('reads numbers, booleans and lists in the file as JSON or as text', () => {
    writeConfig({ COPYDESK_TRANSPORTS: ['websocket', 'poll'], COPYDESK_WEBSOCKETS_ENABLED: false })
    expect(load({})).toMatchObject({ transports: ['websocket', 'poll'], websocketsEnabled: false })
  })

  it('reads the file that COPYDESK_CONFIG names, and says when it is missing', () => {
    writeConfig({ COPYDESK_PORT: 1 }, 'other.json')
    expect(load({ COPYDESK_CONFIG: 'other.json' }).port).toBe(1)
    expect(faultsOf({ COPYDESK_CONFIG: 'missing.json' })[0]?.what).toContain('missing.json')
  })

  it.each([
    ['not JSON', '{ COPYDESK_PORT: 1 }', 'not valid JSON'],
    ['a list', '[]', 'it is not an object'],
    ['an object as a value', { COPYDESK_PORT: {} }, 'neither text'],
    ['an unknown key', { copydesk_port: 1 }, 'copydesk_port (copydesk.config.json) is not a setting'],
  ])('refuses a file with %s', (_name, content, expected) => {
    writeConfig(content)
    expect(faultsOf({})[0]?.what).toContain(expected)
  })

  it('reads a secret from a file, without the newline at its end', () => {
    const secret = 's'.repeat(32)
    writeFileSync(join(cwd, 'secret'), `${secret}\n`)
    expect(load({ COPYDESK_TOKEN_SECRET_FILE: 'secret' }).tokenSecret).toBe(secret)
    expect(faultsOf({ COPYDESK_TOKEN_SECRET_FILE: 'none' })[0]?.what).toContain('ENOENT')
    const both = { COPYDESK_TOKEN_SECRET_FILE: 'secret', COPYDESK_TOKEN_SECRET: secret }
    expect(faultsOf(both)[0]?.what).toContain('both set')
  })

  it('knows no _FILE variant of what is not secret', () => {
    expect(faultsOf({ COPYDESK_PORT_FILE: 'x' })[0]).toEqual({
      what: 'COPYDESK_PORT_FILE (environment) is not a setting.',
      fix: 'Set COPYDESK_PORT; only secrets can come from a file.',
    })
  })

  it('lists every fault at once, each with its fix', () => {
    const faults = faultsOf({
      COPYDESK_PORT: '70000',
      COPYDESK_PROT: '1',
      COPYDESK_WEBSOCKETS_ENABLED: 'no',
      COPYDESK_LOG_LEVEL: 'loud',
    })
    expect(faults.map(({ what }) => what.split(' ')[0])).toEqual([
      'COPYDESK_PROT',
      'COPYDESK_PORT',
      'COPYDESK_WEBSOCKETS_ENABLED',
      'COPYDESK_LOG_LEVEL',
    ])
    expect(faults[0]?.fix).toBe('Did you mean COPYDESK_PORT?')
    expect(faults.every(({ fix }) => fix.length > 10)).toBe(true)
  })

  it.each([
    ['COPYDESK_PORT', '46.5'],
    ['COPYDESK_HOST', 'http://127.0.0.1'],
    ['COPYDESK_HOST', '127.0.0.1:4600'],
    ['COPYDESK_HOST', '[::1]:4600'],
    ['COPYDESK_PUBLIC_URL', 'desk.example'],
    ['COPYDESK_PUBLIC_URL', 'https://desk.example/desk?page=1'],
    ['COPYDESK_PUBLIC_URL', 'https://desk.example/desk/?'],
    ['COPYDESK_PUBLIC_URL', 'https://desk.example/#desk'],
    ['COPYDESK_PUBLIC_URL', 'https://desk.example/a/../desk'],
    ['COPYDESK_PUBLIC_URL', 'https://desk.example/./desk'],
    ['COPYDESK_PUBLIC_URL', 'https://desk.example/..'],
    ['COPYDESK_PUBLIC_URL', 'https://desk.example//desk'],
    ['COPYDESK_PUBLIC_URL', 'https://desk.example/desk//'],
    ['COPYDESK_PUBLIC_URL', 'https://desk.example/%2e%2e/desk'],
    ['COPYDESK_PUBLIC_URL', 'https://desk.example/de%73k'],
    ['COPYDESK_PUBLIC_URL', 'https://desk.example/my desk'],
    ['COPYDESK_PUBLIC_URL', 'https://desk.example/büro'],
    ['COPYDESK_PUBLIC_URL', 'https://desk.example\\desk'],
    ['COPYDESK_PUBLIC_URL', 'https://desk.example/desk;v=1'],
    ['COPYDESK_PUBLIC_URL', 'https://me:word@desk.example/desk'],
    ['COPYDESK_PUBLIC_URL', 'https:/desk.example/desk'],
    ['COPYDESK_PUBLIC_URL', '/desk'],
    ['COPYDESK_TRANSPORTS', 'websocket,carrier_pigeon'],
    ['COPYDESK_TRANSPORTS', 'none,poll'],
    ['COPYDESK_ALLOWED_ORIGINS', 'https://cms.example/admin'],
    ['COPYDESK_TRUST_PROXY', '10.0.0.0/64'],
    ['COPYDESK_ROLES', 'web,mail'],
    ['COPYDESK_TOKEN_SECRET', 'short'],
    ['COPYDESK_METRICS_TOKEN', 'short'],
    ['COPYDESK_DEMO', 'maybe'],
    ['COPYDESK_MAX_CONNECTIONS', '0'],
    ['COPYDESK_MAX_CONNECTIONS_PER_PERSON', 'many'],
    ['COPYDESK_DRAIN_SECONDS', '-1'],
    ['COPYDESK_DATABASE_CONNECTIONS', '1'],
    ['COPYDESK_DATABASE_CONNECTIONS', '1001'],
    ['COPYDESK_DATABASE_STATEMENT_SECONDS', '0'],
    ['COPYDESK_DATABASE_LOCK_SECONDS', '0'],
    ['COPYDESK_DATABASE_LOCK_SECONDS', '31'],
  ])('refuses %s=%s', (name, text) => {
    const [fault, ...others] = faultsOf({ [name]: text })
    expect(fault?.what).toContain(name)
    expect(others).toEqual([])
  })

  it('never repeats a secret that is wrong', () => {
    expect(JSON.stringify(faultsOf({ COPYDESK_TOKEN_SECRET: 'hunter2' }))).not.toContain('hunter2')
  })

  it.each([
    ['COPYDESK_TRANSPORTS', 'none', { transports: [] }],
    ['COPYDESK_MAX_CONNECTIONS', '5000', { maxConnections: 5000 }],
    ['COPYDESK_DRAIN_SECONDS', '0', { drainSeconds: 0 }],
    [
      'COPYDESK_ALLOWED_ORIGINS',
      'https://a.example/, http://b.example:81',
      {
        allowedOrigins: ['https://a.example', 'http://b.example:81'],
      },
    ],
    [
      'COPYDESK_TRUST_PROXY',
      'loopback, 10.0.0.0/8,fd00::/8',
      {
        trustProxy: ['loopback', '10.0.0.0/8', 'fd00::/8'],
      },
    ],
    ['COPYDESK_TRUST_PROXY', 'true', { trustProxy: true }],
    ['COPYDESK_PUBLIC_URL', '', { publicUrl: undefined }],
    ['COPYDESK_PUBLIC_URL', 'https://desk.example', { publicUrl: new URL('https://desk.example/') }],
    ['COPYDESK_PUBLIC_URL', 'https://Desk.example/Cms', { publicUrl: new URL('https://desk.example/Cms/') }],
    ['COPYDESK_PUBLIC_URL', 'http://h:81/a/b_1.2~x-y/', { publicUrl: new URL('http://h:81/a/b_1.2~x-y/') }],
  ])('accepts %s=%s', (name, text, expected) => {
    expect(load({ [name]: text })).toMatchObject(expected)
  })

  it.each([
    ['redis://cache', 'redis://cache:6379'],
    ['rediss://:word@cache:6380/0?prefix=desk-two', 'rediss://cache:6380'],
    ['redis://me:w%40rd@[::1]:6379', 'redis://[::1]:6379'],
    ['nats://me:word@a:4222,b', 'nats://a:4222,b:4222'],
    ['tls://me:word@a,tls://b:4223?prefix=desk', 'tls://a:4222,b:4223'],
    ['nats://word@a,b', 'nats://a:4222,b:4222'],
    ['tls://:w%40rd@a', 'tls://a:4222'],
  ])('takes %s for a broker, and never tells its password', (url, shown) => {
    const env = { COPYDESK_DATABASE_URL: 'postgres://db/desk', COPYDESK_BROKER_URL: url }
    const { broker, ...settings } = load(env)
    if (!broker) throw new Error('There is no broker')
    expect(shownBroker(broker)).toBe(shown)
    expect(describeSettings({ broker, ...settings })).not.toMatch(/w(o|%40)rd/)
    if (url.includes('prefix')) expect(broker.prefix).toMatch(/^desk/)
    expect(faultsOf({ COPYDESK_BROKER_URL: url })[0]?.fix).toContain('SQLite has one server')
  })

  it.each([
    'cache:6379',
    'http://cache',
    'redis://',
    'redis://a,b',
    'redis://wo/rd@cache',
    'redis://word@cache',
    'redis://cache?prefix=a.b',
    'redis://cache?db=1',
    'nats://a,redis://b',
    'nats://a,',
    'nats://me:word@a,you:word@b',
  ])('refuses %s as a broker', (url) => {
    const env = { COPYDESK_DATABASE_URL: 'postgres://db/desk', COPYDESK_BROKER_URL: url }
    const [fault] = faultsOf(env)
    expect(fault?.what).toBe('COPYDESK_BROKER_URL (environment) is not usable.')
    expect(fault?.fix).toMatch(/^It must be an address such as redis:/)
  })

  it('takes a second way to a database only where there is a first', () => {
    const listen = { COPYDESK_DATABASE_LISTEN_URL: 'postgres://me:word@db:5432/desk' }
    expect(faultsOf(listen)[0]?.what).toContain('COPYDESK_DATABASE_URL is not')
    const settings = load({ ...listen, COPYDESK_DATABASE_URL: 'postgres://me:word@pool:6432/desk' })
    expect(settings.databaseListenUrl).toBe(listen.COPYDESK_DATABASE_LISTEN_URL)
    expect(describeSettings(settings)).not.toContain('word@')
  })

  it('refuses demo mode on an address that others can reach', () => {
    expect(faultsOf({ COPYDESK_HOST: '0.0.0.0' }, { COPYDESK_DEMO: 'true' })[0]?.fix).toContain('127.0.0.1')
    expect(load({ COPYDESK_HOST: '::1' }, { COPYDESK_DEMO: 'true' }).demo).toBe(true)
    const atUrl = (url: string) => ({ COPYDESK_PUBLIC_URL: url, COPYDESK_DEMO: 'true' })
    expect(faultsOf(atUrl('https://desk.example'))[0]?.what).toContain('COPYDESK_PUBLIC_URL')
    for (const url of ['http://127.0.0.1:8080', 'https://localhost:8443', 'http://desk.localhost']) {
      expect(load(atUrl(url)).demo).toBe(true)
    }
  })

  it('takes an IPv6 address with or without brackets', () => {
    expect(load({ COPYDESK_HOST: '[2001:DB8::1]' }).host).toBe('2001:db8::1')
    expect(load({ COPYDESK_HOST: '::' }).host).toBe('::')
  })
})

describe('describeSettings', () => {
  it('shows each value and its source, and no secret', () => {
    const secret = 'a-secret-of-at-least-32-characters'
    const text = describeSettings(load({ COPYDESK_TOKEN_SECRET: secret, COPYDESK_TRANSPORTS: 'none' }))
    expect(text).not.toContain(secret)
    expect(text).toMatch(/^COPYDESK_TOKEN_SECRET +\(set, not shown\) +environment$/m)
    expect(text).toMatch(/^COPYDESK_TRANSPORTS +none +environment$/m)
    expect(text).toMatch(/^COPYDESK_PORT +4600 +default$/m)
  })
})
