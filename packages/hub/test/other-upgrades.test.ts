/**
 * Programs that offer to speak something else than HTTP/1.1 and are content with it: curl --http2, Java's HttpClient.
 * A server that knows only WebSockets answers them as if they had not offered it.
 */
import { documentedConfig, type ProxyName, proxyKinds } from '@copydesk/testkit/proxies'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { post, RawHttp } from './support/raw-http.ts'
import { apiKey, startStandalone, type TestStandalone } from './support/standalone.ts'

const handshake = {
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
}
const offers = [
  { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': 'AAEAAEAAAAIAAAAB' },
  { connection: 'upgrade', upgrade: 'TLS/1.0' },
  { connection: 'keep-alive, Upgrade', upgrade: 'h2c, TLS/1.2' },
  { connection: 'Upgrade', upgrade: 'websocket2' },
  { connection: 'Upgrade', upgrade: '' },
]
const settings = {
  health: { enabled: true },
  channel: {
    namespaces: [{ name: 'news', history_size: 9, history_ttl: '9s', allow_subscribe_for_client: true }],
  },
}

const get = (path: string, headers: Record<string, string>): string => {
  const lines = Object.entries({ host: '127.0.0.1', ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  )
  return `GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`
}
const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1])

describe('an upgrade that the hub does not know', () => {
  let server: TestStandalone
  beforeEach(async () => {
    server = await startStandalone(settings)
  })
  afterEach(() => server.close())

  it.each(offers)('[H7] is ignored: $upgrade', async (offer) => {
    const client = new RawHttp(server.port)
    client.write(get('/health', offer))
    expect(await client.until('{}')).toContain('HTTP/1.1 200')
    client.write(get('/nothing', offer))
    expect(await client.until('there is nothing at this path')).toContain('HTTP/1.1 404')
    const body = '{"channel":"news:1","data":"of a body"}'
    client.write(post('/api/publish', body, { 'x-api-key': apiKey, ...offer }))
    expect(await client.until('"offset":1')).toContain('{"result":{"epoch"')
    client.cut()
  })

  it('[H7] is ignored on the paths of the hub, with a cookie or without', async () => {
    const [offer] = offers
    for (const [request, status] of [
      [get('/connection/websocket', { ...offer }), 426],
      [get('/events?channel=news:1', { ...offer, cookie: 'a=b' }), 401],
      [post('/connection/http_stream', '{"id":1,"connect":{}}', { ...offer }), 200],
    ] as const) {
      const client = new RawHttp(server.port).write(request)
      expect(statusOf(await client.until('\r\n\r\n'))).toBe(status)
      client.cut()
    }
  })

  it.each(['websocket', 'WebSocket', 'h2c, websocket', 'websocket,h2c', ' h2c ,\twebsocket '])(
    '[H1] is no hindrance where a WebSocket is offered too: %j',
    async (upgrade) => {
      const headers = { connection: 'Upgrade', upgrade, ...handshake }
      const client = new RawHttp(server.port).write(get('/connection/websocket', headers))
      expect(await client.until('\r\n\r\n')).toMatch(/^HTTP\/1\.1 101 [\s\S]*\nUpgrade: websocket\r/)
      client.cut()
      const elsewhere = new RawHttp(server.port).write(get('/health', headers))
      expect(statusOf(await elsewhere.until('\r\n\r\n'))).toBe(404)
      elsewhere.cut()
    },
  )
})

describe('behind', () => {
  let server: TestStandalone
  let asked: (string | undefined)[] = []
  beforeAll(async () => {
    server = await startStandalone(settings, {
      otherwise: (request, response) => {
        asked.push(request.headers.upgrade)
        response.end('mine')
        return true
      },
    })
  })
  afterAll(() => server.close())

  const reverseProxies = Object.keys(proxyKinds).filter((name) => name !== 'squid') as ProxyName[]
  it.each(reverseProxies)(
    '%s as documented, only the upgrade to a WebSocket is passed on',
    async (name) => {
      asked = []
      const proxy = await proxyKinds[name].start({
        config: documentedConfig(name),
        upstreamPort: server.port,
      })
      for (const offer of offers.slice(0, 3)) {
        const client = new RawHttp(proxy.port).write(get('/page', offer))
        expect([offer.upgrade, statusOf(await client.until('mine'))]).toEqual([offer.upgrade, 200])
        client.cut()
      }
      expect(asked.filter(Boolean)).toEqual([])
      const headers = { connection: 'Upgrade', upgrade: 'websocket', ...handshake }
      const client = new RawHttp(proxy.port).write(get('/connection/websocket', headers))
      expect(statusOf(await client.until('\r\n\r\n'))).toBe(101)
      client.cut()
      await proxy.stop()
    },
    30_000,
  )
})
