import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createProject } from '@copydesk/contract/schemas'
import type { InjectOptions } from 'fastify'
import { pino } from 'pino'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createTestApp } from '../../test/test-app.ts'
import type { Settings } from '../settings/settings.ts'
import { type CreateAppOptions, createApp, type Routes } from './app.ts'
import { createHealthRoutes } from './health.ts'
import { createMetricsRoutes, type MetricSource } from './metrics.ts'
import { requestCounts } from './request-counts.ts'

const echo: Routes = (app) => {
  app.get('/echo', async () => ({ ok: true }))
  app.post('/echo', { schema: { body: createProject } }, async (request) => request.body)
}

async function start(settings: Partial<Settings> = {}, options: Partial<CreateAppOptions> = {}) {
  const { services } = await createTestApp({ withPeople: false })
  const app = await createApp({
    services: { ...services, settings: { ...services.settings, ...settings } },
    routes: [echo],
    ...options,
  })
  onTestFinished(() => app.close())
  const inject = (request: InjectOptions) => app.inject({ authority: '127.0.0.1:4600', ...request })
  return { app, inject }
}

const post = (headers: Record<string, string>): InjectOptions => ({
  method: 'POST',
  url: '/api/v1/echo',
  payload: { name: 'Spring' },
  headers,
})

describe('request guards', () => {
  it('refuses a foreign host, whatever is asked, but lets load balancers ask for health', async () => {
    const { inject } = await start({}, { rootRoutes: [createHealthRoutes(() => false)] })
    const answer = await inject({ url: '/api/v1/echo', authority: 'evil.example' })
    expect(answer.statusCode).toBe(421)
    expect(answer.json()).toMatchObject({ code: 'host_not_allowed' })
    expect(answer.json().detail).toContain('evil.example')
    expect((await inject({ url: '/livez', authority: '10.0.0.7' })).statusCode).toBe(200)
  })

  it('refuses an unsafe request from another origin, naming both', async () => {
    const { inject } = await start()
    const answer = await inject(post({ origin: 'https://evil.example' }))
    expect(answer.statusCode).toBe(403)
    expect(answer.json()).toMatchObject({ code: 'origin_not_allowed' })
    expect(answer.json().detail).toMatch(/https:\/\/evil\.example.*127\.0\.0\.1:4600/)
  })

  it('refuses a cookie without an origin, and asks programs without a cookie for none', async () => {
    const { inject } = await start()
    expect((await inject(post({ cookie: 'copydesk_session=x' }))).json().code).toBe('origin_not_allowed')
    expect((await inject(post({}))).statusCode).toBe(200)
    expect((await inject(post({ cookie: 'a=b', origin: 'http://127.0.0.1:4600' }))).statusCode).toBe(200)
  })

  it('counts the forwarded host of a trusted proxy only', async () => {
    const headers = { 'x-forwarded-host': 'desk.example' }
    const publicUrl = new URL('https://desk.example')
    const request: InjectOptions = { url: '/api/v1/echo', authority: 'upstream:4600', headers }
    expect((await (await start({ publicUrl })).inject(request)).statusCode).toBe(421)
    const trusting = await start({ publicUrl, trustProxy: ['loopback'] })
    expect((await trusting.inject(request)).statusCode).toBe(200)
  })
})

describe('CORS', () => {
  const settings = { allowedOrigins: ['https://cms.example'] }

  it('answers the preflight of an allowed origin', async () => {
    const { inject } = await start(settings)
    const answer = await inject({
      method: 'OPTIONS',
      url: '/api/v1/echo',
      headers: { origin: 'https://cms.example', 'access-control-request-method': 'POST' },
    })
    expect(answer.statusCode).toBe(204)
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': 'https://cms.example',
      'access-control-allow-credentials': 'true',
    })
  })

  it('says nothing to any other', async () => {
    const { inject } = await start(settings)
    const answer = await inject({ url: '/api/v1/echo', headers: { origin: 'https://evil.example' } })
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin')
    expect(answer.headers.vary).toContain('Origin')
  })
})

describe('security headers', () => {
  it('are on every answer, errors included', async () => {
    const { inject } = await start()
    for (const url of ['/api/v1/echo', '/api/v1/nothing', '/openapi.json']) {
      const { headers } = await inject({ url })
      expect(headers['content-security-policy']).toContain("script-src 'self'")
      expect(headers['x-content-type-options']).toBe('nosniff')
    }
  })

  it('let no cache on the way keep what the API answered, mistakes included', async () => {
    const { inject } = await start()
    for (const request of [{ url: '/api/v1/echo' }, { ...post({}), payload: {} }]) {
      expect((await inject(request)).headers['cache-control']).toBe('no-store')
    }
  })

  it('ask for https only where people come by https', async () => {
    const plain = await (await start()).inject({ url: '/api/v1/echo' })
    expect(plain.headers).not.toHaveProperty('strict-transport-security')
    const { inject } = await start({ publicUrl: new URL('https://desk.example') })
    expect((await inject({ url: '/api/v1/echo' })).headers['strict-transport-security']).toBeDefined()
  })
})

describe('forwarded addresses', () => {
  const whoAsks: Routes = (app) => app.get('/who', async (request) => ({ ip: request.ip }))
  const ask = async (trustProxy: boolean | string[], forwarded: string) => {
    const { inject } = await start({ trustProxy }, { rootRoutes: [whoAsks] })
    const headers = { 'x-forwarded-for': forwarded }
    return (await inject({ url: '/who', headers, remoteAddress: '10.0.0.1' })).json().ip
  }

  it.each([
    ['one that the client made up', true, '127.0.0.1, 203.0.113.7', '203.0.113.7'],
    ['any, where no proxy is trusted', false, '203.0.113.7', '10.0.0.1'],
    ['one before an address that is no proxy', ['10.0.0.0/8'], '127.0.0.1, 203.0.113.7', '203.0.113.7'],
    ['any from a proxy that is not trusted', ['192.168.0.0/16'], '203.0.113.7', '10.0.0.1'],
  ])('are never %s', async (_name, trustProxy, forwarded, expected) => {
    expect(await ask(trustProxy, forwarded)).toBe(expected)
  })

  it('of a proxy that is not named are told of, once', async () => {
    const lines: { msg: string }[] = []
    const logger = pino({ level: 'warn' }, { write: (line: string) => void lines.push(JSON.parse(line)) })
    const { inject } = await start({}, { logger })
    for (const url of ['/api/v1/echo', '/api/v1/echo']) {
      await inject({ url, headers: { 'x-forwarded-for': '203.0.113.7' } })
    }
    expect(lines.map(({ msg }) => msg)).toEqual([expect.stringContaining('COPYDESK_TRUST_PROXY')])
  })

  it.each(['desk.example, inner.lan', 'desk.example.', 'desk.example:443'])(
    'serve a host behind several proxies: %s',
    async (forwarded) => {
      const { inject } = await start({ trustProxy: true, publicUrl: new URL('https://desk.example') })
      const headers = { 'x-forwarded-host': forwarded, origin: 'https://desk.example', cookie: 'a=b' }
      const answer = await inject({ ...post(headers), authority: 'inner.lan' })
      expect(answer.statusCode).toBe(200)
      const other = { ...headers, 'x-forwarded-host': 'evil.example' }
      expect((await inject({ ...post(other), authority: 'inner.lan' })).statusCode).toBe(421)
    },
  )
})

describe('rate limit', () => {
  it('counts everybody behind a proxy on this machine, who looks like the machine itself', async () => {
    const { inject } = await start({ publicUrl: new URL('https://desk.example') })
    const answers = []
    for (let count = 0; count <= 3000; count += 1)
      answers.push((await inject({ url: '/api/v1/echo' })).statusCode)
    expect(answers.at(-1)).toBe(429)
  })

  it('stops an address that asks without end, but not programs on this machine', async () => {
    const { inject } = await start({ trustProxy: true })
    const from = (address: string) => inject({ url: '/api/v1/echo', headers: { 'x-forwarded-for': address } })
    const answers = []
    for (let count = 0; count <= 3000; count += 1) answers.push((await from('203.0.113.7')).statusCode)
    expect(answers.indexOf(429)).toBe(3000)
    const refused = await from('203.0.113.7')
    expect(refused.json().code).toBe('too_many_requests')
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect((await from('127.0.0.1')).statusCode).toBe(200)
  })

  it('counts by the time that passes, whatever the clock is set to', () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 1, 12) })
    onTestFinished(() => void vi.useRealTimers())
    let passed = 0
    const counts = new (requestCounts({ monotonic: () => passed }))()
    const count = (address: string) => {
      let counted: unknown
      counts.incr(address, (_error, result) => (counted = result), 60_000)
      return counted
    }
    expect([count('a'), count('a')]).toEqual([
      { current: 1, ttl: 60_000 },
      { current: 2, ttl: 60_000 },
    ])
    vi.setSystemTime(Date.UTC(2026, 0, 1, 11))
    passed = 59_999
    expect([count('a'), count('b')]).toEqual([
      { current: 3, ttl: 1 },
      { current: 1, ttl: 60_000 },
    ])
    passed = 60_000
    expect([count('a'), count('b')]).toEqual([
      { current: 1, ttl: 60_000 },
      { current: 2, ttl: 59_999 },
    ])
  })
})

describe('health', () => {
  it('is alive but not ready while it stops', async () => {
    let stopping = false
    const { inject } = await start({}, { rootRoutes: [createHealthRoutes(() => stopping)] })
    expect((await inject({ url: '/readyz' })).json()).toEqual({ status: 'pass', checks: {} })
    stopping = true
    expect((await inject({ url: '/readyz' })).statusCode).toBe(503)
    expect((await inject({ url: '/livez' })).statusCode).toBe(200)
  })
})

describe('/metrics', () => {
  const source: MetricSource = {
    metrics: {
      copydesk_realtime_connections: { kind: 'gauge', help: 'Open connections' },
      copydesk_realtime_deliveries_total: { kind: 'counter', help: 'Deliveries' },
    },
    read: () => ({ copydesk_realtime_connections: 7, copydesk_realtime_deliveries_total: 12 }),
  }
  const options = { rootRoutes: [createMetricsRoutes([source], '1.2.3')] }

  it('shows figures and requests by route to this machine', async () => {
    const { inject } = await start({}, options)
    await inject({ url: '/api/v1/echo' })
    const { body } = await inject({ url: '/metrics' })
    expect(body).toContain('copydesk_realtime_connections 7')
    expect((await inject({ url: '/metrics' })).body).toContain('copydesk_realtime_deliveries_total 12')
    expect(body).toContain('method="GET",route="/api/v1/echo",status="200"')
  })

  it('is closed to other machines without a token', async () => {
    const { inject } = await start({ trustProxy: true }, options)
    const answer = await inject({ url: '/metrics', headers: { 'x-forwarded-for': '203.0.113.7' } })
    expect(answer.statusCode).toBe(403)
  })

  it.each([
    ['a public address', { publicUrl: new URL('https://desk.example') }, {}],
    ['an address for every network', { host: '0.0.0.0' }, {}],
    ['a proxy on this machine', {}, { 'x-forwarded-for': '127.0.0.1' }],
  ])('is closed to this machine too behind %s', async (_name, settings, headers) => {
    const { inject } = await start(settings, options)
    const answer = await inject({ url: '/metrics', headers })
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'forbidden'])
  })

  it('asks everybody for the token when there is one', async () => {
    const { inject } = await start({ metricsToken: 'a-token-for-metrics' }, options)
    expect((await inject({ url: '/metrics' })).statusCode).toBe(401)
    const wrong = { authorization: 'Bearer a-token-for-metricX' }
    expect((await inject({ url: '/metrics', headers: wrong })).statusCode).toBe(401)
    const right = { authorization: 'Bearer a-token-for-metrics' }
    expect((await inject({ url: '/metrics', headers: right })).statusCode).toBe(200)
  })
})

describe('/openapi.json', () => {
  it('describes the API of this version', async () => {
    const { inject } = await start({}, { version: '1.2.3' })
    const answer = await inject({ url: '/openapi.json' })
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(answer.json()).toMatchObject({
      openapi: '3.1.0',
      info: { version: '1.2.3' },
      paths: { '/api/v1/projects': { post: { operationId: 'createProject' } } },
    })
  })
})

describe('web app', () => {
  function built(): string {
    const webDir = mkdtempSync(join(tmpdir(), 'copydesk-web-'))
    onTestFinished(() => rmSync(webDir, { recursive: true }))
    mkdirSync(join(webDir, 'assets'))
    mkdirSync(join(webDir, 'docs/api'), { recursive: true })
    writeFileSync(join(webDir, 'docs/api/index.html'), '<!doctype html><title>API</title>')
    writeFileSync(join(webDir, 'index.html'), '<!doctype html><title>Copydesk</title>')
    writeFileSync(join(webDir, 'favicon.svg'), '<svg/>')
    writeFileSync(join(webDir, 'realtime.js'), 'export {}')
    writeFileSync(join(webDir, 'assets', 'main-3f2a.js'), 'plain')
    writeFileSync(join(webDir, 'assets', 'main-3f2a.js.br'), 'compressed')
    return webDir
  }
  const html = { accept: 'text/html,application/xhtml+xml' }

  it('gives the reference of the API beside the app, and no page for what is not in it', async () => {
    const { inject } = await start({}, { webDir: built() })
    expect((await inject({ url: '/docs/api', headers: html })).body).toContain('<title>API</title>')
    expect((await inject({ url: '/docs/other', headers: html })).statusCode).toBe(404)
  })

  it('gives the page for every address of the app, and lets no cache keep it', async () => {
    const { inject } = await start({}, { webDir: built() })
    for (const url of ['/', '/projects/1', '/inbox?filter=unread']) {
      const answer = await inject({ url, headers: html })
      expect(answer.body).toContain('<title>Copydesk</title>')
      expect(answer.headers['cache-control']).toBe('no-cache')
    }
  })

  it('keeps hashed files for good, compressed where the browser can', async () => {
    const { inject } = await start({}, { webDir: built() })
    const url = '/assets/main-3f2a.js'
    const plain = await inject({ url })
    expect(plain.body).toBe('plain')
    expect(plain.headers['cache-control']).toContain('immutable')
    const compressed = await inject({ url, headers: { 'accept-encoding': 'br, gzip' } })
    expect(compressed.headers['content-encoding']).toBe('br')
    expect(compressed.headers['content-type']).toContain('javascript')
    expect((await inject({ url: '/favicon.svg' })).headers['cache-control']).toBe('no-cache')
  })

  it.each([
    ['br;q=0, gzip', undefined],
    ['gzip, deflate, br', 'br'],
    ['*', 'br'],
    ['br ; q=0.1', 'br'],
    ['identity', undefined],
    ['*;q=0', undefined],
  ])('takes Accept-Encoding %s at its word', async (accept, expected) => {
    const { inject } = await start({}, { webDir: built() })
    const answer = await inject({ url: '/assets/main-3f2a.js', headers: { 'accept-encoding': accept } })
    expect(answer.headers['content-encoding']).toBe(expected)
    expect(answer.headers.vary).toContain('Accept-Encoding')
  })

  it('sends nothing again that the browser has', async () => {
    const { inject } = await start({}, { webDir: built() })
    const { headers } = await inject({ url: '/favicon.svg' })
    const again = await inject({
      url: '/favicon.svg',
      headers: { 'if-none-match': `"other", ${headers.etag}` },
    })
    expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, '', headers.etag])
    expect((await inject({ method: 'HEAD', url: '/favicon.svg' })).headers['content-length']).toBe('6')
  })

  it('serves its files from memory: none is opened by a request', async () => {
    const webDir = built()
    const { inject } = await start({}, { webDir })
    rmSync(join(webDir, 'assets'), { recursive: true })
    expect((await inject({ url: '/assets/main-3f2a.js' })).body).toBe('plain')
  })

  it('lets pages of other sites load the realtime client, and nothing else', async () => {
    const { inject } = await start({}, { webDir: built() })
    const { headers } = await inject({ url: '/realtime.js' })
    expect(headers['access-control-allow-origin']).toBe('*')
    expect(headers['cross-origin-resource-policy']).toBe('cross-origin')
    expect(headers['cache-control']).toBe('no-cache')
    const other = await inject({ url: '/favicon.svg' })
    expect(other.headers['access-control-allow-origin']).toBeUndefined()
    expect(other.headers['cross-origin-resource-policy']).toBe('same-origin')
  })

  it.each([
    ['/api/v1/nothing', html],
    ['/assets/gone-1a2b.js', html],
    ['/assets//main-3f2a.js', html],
    ['/assets/.hidden', html],
    ['/projects/1', { accept: 'application/json' }],
  ])('answers %s with a problem, not with the page', async (url, headers) => {
    const { inject } = await start({}, { webDir: built() })
    const answer = await inject({ url, headers })
    expect(answer.statusCode).toBe(404)
    expect(answer.headers['content-type']).toContain('application/problem+json')
  })

  it('says how to build it when it is not built', async () => {
    const { inject } = await start()
    expect((await inject({ url: '/', headers: html })).json().detail).toContain('npm run build:web')
  })
})
