/** HTTP stream, SSE and `/emulation` as bytes: headers, refusals, ends, and who may. */
import { once } from 'node:events'
import type { RequestOptions } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ask, StreamReader } from './support/http-client.ts'
import { startTestServer, type TestServer } from './support/test-server.ts'

let server: TestServer
beforeEach(async () => {
  const isOriginAllowed = (origin: string | undefined): boolean => origin === 'https://desk.example'
  server = await startTestServer({ nodeId: 'node-1', isOriginAllowed })
})
afterEach(() => server.stop())

const connect = '{"id":1,"connect":{"token":"ann"}}'
const httpStream = { path: '/connection/http_stream', method: 'POST' } as const
const emulation = { path: '/emulation', method: 'POST' } as const
const sse = (commands: string): RequestOptions => ({
  path: `/connection/sse?cf_connect=${encodeURIComponent(commands)}`,
})
const openHttpStream = (body = connect): Promise<StreamReader> =>
  StreamReader.open(server.port, httpStream, body)

/** Opens an HTTP stream and answers its session with it. */
async function openSession(): Promise<{ stream: StreamReader; session: string }> {
  const stream = await openHttpStream()
  const reply = await stream.message()
  const session = 'id' in reply ? reply.connect?.session : undefined
  if (session === undefined) throw new Error('no session')
  return { stream, session }
}

const emulate = (session: string, data: string, node = 'node-1') =>
  ask(server.port, emulation, JSON.stringify({ session, node, data }))

describe('streams over HTTP', () => {
  it('[E1] answers a POST with one message a line', async () => {
    const stream = await openHttpStream(`${connect}\n{"id":2,"subscribe":{"channel":"a"}}`)
    expect([stream.status, stream.headers['content-type']]).toEqual([
      200,
      'application/x-ndjson; charset=utf-8',
    ])
    expect(await stream.message()).toMatchObject({ id: 1, connect: { pong: true } })
    expect(await stream.message()).toMatchObject({ id: 2, subscribe: { recoverable: true } })
    server.publish('a', { text: 'zwei\nZeilen' })
    expect(await stream.message()).toEqual({
      push: { channel: 'a', pub: { data: { text: 'zwei\nZeilen' }, offset: 1 } },
    })
    expect(server.hub.stats().transports).toEqual({ websocket: 0, http_stream: 1, sse: 0, events: 0 })
  })

  it('[E2] answers a GET with events', async () => {
    const stream = await StreamReader.open(server.port, sse(connect))
    expect([stream.status, stream.headers['content-type']]).toEqual([200, 'text/event-stream; charset=utf-8'])
    expect(await stream.upTo('\n\n')).toMatch(/^data: \{"id":1,"connect":\{.*\}$/)
  })

  it.each(['', 'nonsense', '{}', `${connect}\n{"id":2,"publish":{"channel":"here:1","data":1}}`])(
    '[E2] takes one connect command and nothing else in the address, not %j',
    async (commands) => {
      expect(await ask(server.port, sse(commands))).toMatchObject({
        status: 400,
        body: { detail: expect.stringContaining('cf_connect') },
      })
      expect(server.hub.stats().connections).toBe(0)
    },
  )

  it.each([
    ['http_stream', httpStream],
    ['sse', sse(connect)],
  ])('[E3] lets nothing on the way hold back %s', async (_, options) => {
    let authenticate: () => void = () => undefined
    const slow = await startTestServer({
      authenticate: () =>
        new Promise((resolve) => {
          authenticate = () => resolve({ ok: true, auth: { user: 'ann' } })
        }),
    })
    const stream = await StreamReader.open(slow.port, options, options === httpStream ? connect : undefined)
    expect(stream.headers).toMatchObject({
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    })
    authenticate()
    await stream.upTo('\n')
    await slow.stop()
  })

  it('[E4] takes commands for a session, and answers down the stream', async () => {
    const { stream, session } = await openSession()
    const { status } = await emulate(session, '{"id":2,"subscribe":{"channel":"a"}}\n{"id":3,"dance":{}}')
    expect(status).toBe(204)
    expect(await stream.message()).toMatchObject({ id: 2, subscribe: { positioned: true } })
    expect(await stream.message()).toMatchObject({ id: 3, error: { code: 104 } })
  })

  it('[E4] keeps the session secret from everyone else', async () => {
    const { stream, session } = await openSession()
    await emulate(
      session,
      '{"id":2,"subscribe":{"channel":"here:1"}}\n{"id":3,"presence":{"channel":"here:1"}}',
    )
    const messages = [await stream.message(), await stream.message(), await stream.message()]
    expect(JSON.stringify(messages)).toContain('"presence":{')
    expect(JSON.stringify(messages)).not.toContain(session)
  })

  it('[E5] knows no session that has ended, and no other node', async () => {
    const { stream, session } = await openSession()
    expect(await emulate('other', '{}')).toMatchObject({ status: 404, body: { code: 'unknown_session' } })
    for (const node of ['other', '*']) expect((await emulate(session, '{}', node)).status).toBe(404)
    stream.cut()
    await server.untilGone()
    expect((await emulate(session, '{}')).status).toBe(404)
    expect(server.hub.stats().drops).toEqual({ 3000: 1 })
  })

  it('[E6] says goodbye with a push and ends the answer', async () => {
    const stream = await openHttpStream('{"id":1,"connect":{"token":"wrong"}}')
    expect(await stream.rest()).toBe('{"push":{"disconnect":{"code":3500,"reason":"invalid token"}}}\n')
    const nonsense = await openHttpStream('nonsense')
    expect(await nonsense.rest()).toContain('"code":3501')
    const events = await StreamReader.open(server.port, sse(connect))
    server.hub.disconnectUser('ann')
    expect(await events.rest()).toContain('data: {"push":{"disconnect":{"code":3503')
  })

  it('[L2] cuts a slow reader off with 3008', async () => {
    const stream = await openHttpStream(`${connect}\n{"id":2,"subscribe":{"channel":"a"}}`)
    await stream.message()
    await stream.message()
    stream.stall()
    const text = 'x'.repeat(100_000)
    for (let round = 0; server.hub.stats().connections > 0 && round < 1_000; round += 1) {
      server.publish('a', text)
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(server.hub.stats().drops).toEqual({ 3008: 1 })
    await server.timers.advance(5_000)
    await server.untilGone()
  })

  it('[E10] waits with commands that come faster than they are carried out, up to a limit', async () => {
    const answers: (() => void)[] = []
    const slow = await startTestServer({
      limits: { maxQueuedBytes: 20_000 },
      authorize: () =>
        new Promise((resolve) => {
          answers.push(() => resolve({ ok: false, reason: 'denied' }))
        }),
    })
    const stream = await StreamReader.open(slow.port, httpStream, connect)
    const reply = await stream.message()
    const session = ('id' in reply && reply.connect?.session) || ''
    const send = (from: number, count: number): Promise<{ status: number }> => {
      const commands = Array.from({ length: count }, (_, index) =>
        JSON.stringify({ id: from + index, subscribe: { channel: `c${from + index}` } }),
      )
      return ask(slow.port, emulation, JSON.stringify({ session, data: commands.join('\n') }))
    }
    for (let from = 2; from < 182; from += 90) expect((await send(from, 90)).status).toBe(204)
    for (let id = 2; id < 182; id += 1) {
      while (answers.length === 0) await new Promise((resolve) => setImmediate(resolve))
      answers.shift()?.()
      expect(await stream.message()).toMatchObject({ id, error: { code: 103 } })
    }
    for (let round = 0; round < 8; round += 1) await send(200 + round * 100, 90)
    expect(await stream.rest()).toContain('"code":3013')
    await slow.stop()
  })
})

describe('pages and their cookies', () => {
  const foreign = { origin: 'https://other.example' }
  const own = { origin: 'https://desk.example' }
  const cookie = { cookie: 'ann' }

  it('[E7] wants an allowed Origin with the cookie of a POST', async () => {
    const noToken = '{"id":1,"connect":{}}'
    for (const headers of [{ ...foreign, ...cookie }, cookie]) {
      const answer = await ask(server.port, { ...httpStream, headers }, noToken)
      expect(answer).toMatchObject({ status: 403, body: { code: 'origin_not_allowed' } })
      expect(`${answer.body.remedy}`).toContain('COPYDESK_ALLOWED_ORIGINS')
    }
    const stream = await StreamReader.open(
      server.port,
      { ...httpStream, headers: { ...own, ...cookie } },
      noToken,
    )
    expect(await stream.message()).toMatchObject({ connect: { ping: 25 } })
    const byToken = await StreamReader.open(server.port, { ...httpStream, headers: foreign }, connect)
    expect(await byToken.message()).toMatchObject({ connect: { ping: 25 } })
    expect(server.hub.stats().refusals).toEqual({ origin_not_allowed: 2 })
  })

  it('[E7] wants an allowed Origin for commands from any page', async () => {
    const { session } = await openSession()
    const body = JSON.stringify({ session, data: '{"id":2,"dance":{}}' })
    for (const headers of [foreign, { ...foreign, ...cookie }, cookie]) {
      expect((await ask(server.port, { ...emulation, headers }, body)).status).toBe(403)
    }
    for (const headers of [own, { ...own, ...cookie }, {}]) {
      expect((await ask(server.port, { ...emulation, headers }, body)).status).toBe(204)
    }
  })

  it.each<[number, Record<string, string>]>([
    [200, {}],
    [200, { 'sec-fetch-site': 'same-origin' }],
    [200, { 'sec-fetch-site': 'none' }],
    [200, own],
    [403, { 'sec-fetch-site': 'cross-site' }],
    [403, { 'sec-fetch-site': 'same-site' }],
    [403, { ...foreign, 'sec-fetch-site': 'cross-site' }],
    [403, foreign],
  ])('[E7] answers %i to a GET with a cookie and %j', async (status, headers) => {
    const stream = await StreamReader.open(server.port, {
      ...sse('{"id":1,"connect":{}}'),
      headers: { ...headers, ...cookie },
    })
    expect(stream.status).toBe(status)
    if (status === 200) expect(await stream.upTo('\n')).toContain('"connect"')
    else expect(await stream.rest()).toContain('origin_not_allowed')
  })

  it('[E8] lets allowed pages of other sites read, and answers their preflights', async () => {
    const preflight = { 'access-control-request-method': 'POST' }
    const allowed = await ask(server.port, {
      ...emulation,
      method: 'OPTIONS',
      headers: { ...own, ...preflight },
    })
    expect(allowed).toMatchObject({
      status: 204,
      headers: {
        'access-control-allow-origin': own.origin,
        'access-control-allow-credentials': 'true',
        'access-control-allow-headers': expect.stringContaining('content-type'),
        vary: 'Origin',
      },
    })
    const refused = await ask(server.port, {
      ...emulation,
      method: 'OPTIONS',
      headers: { ...foreign, ...preflight },
    })
    expect(refused.headers['access-control-allow-origin']).toBeUndefined()
    const stream = await StreamReader.open(server.port, { ...httpStream, headers: own }, connect)
    expect(stream.headers['access-control-allow-origin']).toBe(own.origin)
  })
})

describe('requests that are not of the protocol', () => {
  it('[E9] refuses what is too large, not UTF-8, of another form or method', async () => {
    const { stream, session } = await openSession()
    const large = JSON.stringify({ session, data: 'x'.repeat(70_000) })
    expect(await ask(server.port, emulation, large)).toMatchObject({ status: 413 })
    expect(await ask(server.port, emulation, 'x'.repeat(200_000))).toMatchObject({
      status: 413,
      headers: { connection: 'close' },
    })
    expect(await ask(server.port, httpStream, 'x'.repeat(70_000))).toMatchObject({ status: 413 })
    expect(await ask(server.port, emulation, Buffer.from([0xff, 0xfe]))).toMatchObject({ status: 400 })
    expect(await ask(server.port, emulation, '{"session":1}')).toMatchObject({ status: 400 })
    expect(await ask(server.port, { ...emulation, method: 'GET' })).toMatchObject({
      status: 405,
      headers: { allow: 'POST' },
    })
    expect(await ask(server.port, { ...sse(connect), method: 'POST' })).toMatchObject({ status: 405 })
    expect((await emulate(session, '{"id":2,"dance":{}}')).status).toBe(204)
    expect(await stream.message()).toMatchObject({ id: 2, error: { code: 104 } })
  })

  it('[H6] answers 503 while it stops', async () => {
    await server.hub.drain()
    for (const [options, body] of [
      [httpStream, connect],
      [sse(connect), undefined],
      [{ path: '/events?channel=a' }, undefined],
    ] as const) {
      expect(await ask(server.port, options, body)).toMatchObject({
        status: 503,
        headers: { 'retry-after': '2' },
        body: { code: 'stopping' },
      })
    }
  })

  it('leaves other paths, and those of transports that are off, to the application', async () => {
    expect((await ask(server.port, { path: '/connection/other' })).status).toBe(404)
    const few = await startTestServer({ transports: ['websocket'] })
    for (const path of ['/connection/http_stream', '/connection/sse', '/emulation', '/events?channel=a']) {
      expect([path, (await ask(few.port, { path, method: 'POST' }, '{}')).status]).toEqual([path, 404])
    }
    expect((await ask(few.port, { path: '/connection/websocket' })).status).toBe(426)
    await few.stop()
  })

  it('survives a client that leaves while it sends, or before it is answered', async () => {
    const half = { ...httpStream, headers: { 'content-length': '1000' } }
    const arrived = once(server.server, 'request')
    const leaving = expect(StreamReader.open(server.port, half, '{"id":1')).rejects.toThrow()
    await arrived
    server.cut()
    await leaving
    const { stream } = await openSession()
    stream.cut()
    await server.untilGone()
    expect(server.log.warnings).toEqual([])
    await openSession()
  })
})
