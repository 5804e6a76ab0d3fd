import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import type { InjectOptions } from 'fastify'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createTestApp } from '../../test/test-app.ts'
import { createApp } from './app.ts'
import { createHealthRoutes } from './health.ts'

const page = `<!doctype html>
<link rel="preload" href="/api/v1/session" as="fetch" />
<script type="module" src="/assets/main-3f2a.js"></script>
<a href="https://elsewhere.example/assets/">`

function built(): string {
  const webDir = mkdtempSync(join(tmpdir(), 'copydesk-web-'))
  onTestFinished(() => rmSync(webDir, { recursive: true }))
  mkdirSync(join(webDir, 'assets'))
  mkdirSync(join(webDir, 'docs/api'), { recursive: true })
  writeFileSync(join(webDir, 'docs/api/index.html'), '<script src="api/start.js"></script>')
  writeFileSync(join(webDir, 'index.html'), page)
  writeFileSync(join(webDir, 'index.html.br'), 'the copy that was made for the root')
  writeFileSync(join(webDir, 'assets', 'main-3f2a.js'), 'plain')
  return webDir
}

async function start(address = 'https://intranet.example/copydesk/') {
  const { services } = await createTestApp({ withPeople: false })
  const app = await createApp({
    services: { ...services, settings: { ...services.settings, publicUrl: new URL(address) } },
    routes: [(api) => api.get('/echo', async ({ query }) => query)],
    rootRoutes: [createHealthRoutes(() => false)],
    webDir: built(),
  })
  onTestFinished(() => app.close())
  return (request: InjectOptions) => app.inject({ authority: 'intranet.example', ...request })
}

const html = { accept: 'text/html' }

describe('a server below a path', () => {
  it('answers there what it answers at the root of its own host', async () => {
    const inject = await start()
    const answer = await inject({ url: '/copydesk/api/v1/echo?a=1&b=%2Fcopydesk' })
    expect(answer.json()).toEqual({ a: '1', b: '/copydesk' })
    expect((await inject({ url: 'http://intranet.example/copydesk/api/v1/echo?a=1' })).json()).toEqual({
      a: '1',
    })
  })

  it.each([
    '/',
    '/api/v1/echo',
    '/assets/main-3f2a.js',
    '/projects',
    '/Copydesk/api/v1/echo',
    '/copydesks/api/v1/echo',
    '/copydesk2',
    '//copydesk/api/v1/echo',
    '/livez/copydesk',
    '/metrics',
    'http://intranet.example/api/v1/echo',
  ])('says of %s, which is outside, where it is', async (url) => {
    const inject = await start()
    const answer = await inject({ url, headers: html })
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'outside_base_path'])
    expect(answer.json().detail).toContain('below /copydesk/')
  })

  it('leads to its path with the slash, whatever is asked, and lets no browser keep that for good', async () => {
    const inject = await start()
    const answer = await inject({ url: '/copydesk?signIn=x', headers: html })
    expect([answer.statusCode, answer.headers.location]).toEqual([307, '/copydesk/?signIn=x'])
    const twice = await inject({ url: '/copydesk/copydesk', headers: html })
    expect(twice.statusCode).toBe(200)
  })

  it('tells probes at the root too that it is alive and ready, under any name', async () => {
    const inject = await start()
    for (const url of ['/livez', '/readyz', '/readyz?from=probe', '/copydesk/livez', '/copydesk/readyz']) {
      expect([url, (await inject({ url })).statusCode]).toEqual([url, 200])
    }
    expect((await inject({ url: '/livez', authority: '10.0.0.7' })).statusCode).toBe(200)
  })

  it('still refuses a host that is not its own, there and outside', async () => {
    const inject = await start()
    for (const url of ['/copydesk/api/v1/echo', '/']) {
      expect((await inject({ url, authority: 'evil.example' })).statusCode).toBe(421)
    }
  })

  it('gives a page whose addresses are below the path, compressed as well', async () => {
    const inject = await start()
    const address = '/copydesk/projects/0198a7c2-7e2b-7000-8000-000000000001?item=x'
    const plain = await inject({ url: address, headers: html })
    expect(plain.body).toContain(' href="/copydesk/api/v1/session"')
    expect(plain.body).toContain(' src="/copydesk/assets/main-3f2a.js"')
    expect(plain.body).toContain('"https://elsewhere.example/assets/"')
    const small = await inject({ url: '/copydesk/', headers: { ...html, 'accept-encoding': 'br' } })
    expect(brotliDecompressSync(small.rawPayload).toString()).toBe(plain.body)
    const known = { ...html, 'if-none-match': String(small.headers.etag) }
    expect((await inject({ url: '/copydesk/', headers: known })).statusCode).toBe(304)
    expect((await inject({ url: '/copydesk/assets/main-3f2a.js' })).body).toBe('plain')
    expect((await inject({ url: '/copydesk/docs/api', headers: html })).body).toContain('api/start.js')
  })

  it('says below the path what the page asks for first', async () => {
    const inject = await start('https://intranet.example/tools/desk')
    const cookie = '__Secure-copydesk_session.tools.desk=x'
    const answer = await inject({ url: '/tools/desk/content', headers: { ...html, cookie } })
    expect(answer.headers.link).toContain('</tools/desk/api/v1/content>; rel=preload')
  })

  it('names in its problems what was asked, with the path', async () => {
    const inject = await start()
    expect((await inject({ url: '/copydesk/api/v1/nothing' })).json().detail).toContain(
      'GET /copydesk/api/v1/nothing',
    )
    const wrong = await inject({ method: 'DELETE', url: '/copydesk/api/v1/echo' })
    expect([wrong.statusCode, wrong.headers.allow]).toEqual([405, 'GET, HEAD'])
  })

  it('describes the API as being there', async () => {
    const inject = await start()
    expect((await inject({ url: '/copydesk/openapi.json' })).json().servers).toEqual([{ url: '/copydesk' }])
  })
})
