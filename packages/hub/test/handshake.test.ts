import { type IncomingHttpHeaders, type RequestOptions, request } from 'node:http'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StreamReader } from './support/http-client.ts'
import { startTestServer, type TestServer } from './support/test-server.ts'

let server: TestServer
beforeEach(async () => {
  server = await startTestServer()
})
afterEach(() => server.stop())

const path = '/connection/websocket'
const handshake = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  'sec-websocket-version': '13',
}

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: Record<string, unknown>
}

function ask(options: RequestOptions): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: server.port, path, ...options })
    sent.on('upgrade', (response, socket) => {
      socket.destroy()
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: {} })
    })
    sent.on('response', async (response) => {
      let text = ''
      for await (const chunk of response) text += chunk
      const body: Record<string, unknown> = text === '' ? {} : JSON.parse(text)
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body })
    })
    sent.on('error', reject)
    sent.end()
  })
}

describe('handshake', () => {
  it('[H1] upgrades without compression, with the JSON subprotocol if it is offered', async () => {
    const offer = {
      'sec-websocket-extensions': 'permessage-deflate',
      'sec-websocket-protocol': 'centrifuge-json',
    }
    const { status, headers } = await ask({ headers: { ...handshake, ...offer } })
    expect(status).toBe(101)
    expect(headers['sec-websocket-protocol']).toBe('centrifuge-json')
    expect(headers['sec-websocket-extensions']).toBeUndefined()
    const plain = await ask({ path: `${path}?x=1`, headers: handshake })
    expect(plain.status).toBe(101)
    expect(plain.headers['sec-websocket-protocol']).toBeUndefined()
  })

  it('[H2] answers a plain request with what is missing and what arrived', async () => {
    const secrets = { cookie: 'session=secret', authorization: 'Bearer secret', 'x-forwarded-proto': 'https' }
    const { status, headers, body } = await ask({ headers: secrets })
    expect(status).toBe(426)
    expect(headers).toMatchObject({
      'content-type': 'application/problem+json; charset=utf-8',
      upgrade: 'websocket',
      'cache-control': 'no-store',
    })
    expect(body).toMatchObject({
      status: 426,
      code: 'upgrade_missing',
      arrived: {
        method: 'GET',
        httpVersion: '1.1',
        cookie: true,
        forwarded: { 'x-forwarded-proto': 'https' },
      },
    })
    expect(JSON.stringify(body)).not.toContain('secret')
    expect(JSON.stringify(server.log.infos)).not.toContain('secret')
    expect(server.log.infos[0]?.message).toContain(body.title)
    expect(server.hub.stats().refusals).toEqual({ upgrade_missing: 1 })
  })

  it('[H2] sees that a proxy removed the Upgrade header', async () => {
    const { connection: _, upgrade: __, ...rest } = handshake
    expect(await ask({ headers: rest })).toMatchObject({ status: 426, body: { code: 'upgrade_removed' } })
    expect(await ask({ method: 'HEAD' })).toMatchObject({ status: 426, body: {} })
  })

  it('[H3] refuses a damaged handshake and a foreign subprotocol', async () => {
    const wrong = { ...handshake, 'sec-websocket-version': '8' }
    expect(await ask({ headers: wrong })).toMatchObject({ status: 400, body: { code: 'handshake_altered' } })
    const protobuf = { ...handshake, 'sec-websocket-protocol': 'centrifuge-protobuf' }
    expect(await ask({ headers: protobuf })).toMatchObject({
      status: 400,
      body: { code: 'subprotocol_unsupported' },
    })
    expect(server.hub.stats().refusals).toEqual({ handshake_altered: 1, subprotocol_unsupported: 1 })
  })

  it('[H4] refuses a foreign page that brings a cookie, and no other', async () => {
    const foreign = { ...handshake, origin: 'https://other.example' }
    const { status, body } = await ask({ headers: { ...foreign, cookie: 'ann' } })
    expect(status).toBe(403)
    expect(`${body.detail} ${body.remedy}`).toMatch(/other\.example.*127\.0\.0\.1.*COPYDESK_ALLOWED_ORIGINS/)
    expect((await ask({ headers: foreign })).status).toBe(101)
    const own = { ...handshake, origin: 'https://desk.example', cookie: 'ann' }
    expect((await ask({ headers: own })).status).toBe(101)
  })

  it('[H5] takes a handshake without any credential', async () => {
    expect((await ask({ headers: handshake })).status).toBe(101)
  })

  it('[H6] answers 503 while it stops', async () => {
    await server.hub.drain()
    const { status, headers } = await ask({ headers: handshake })
    expect(status).toBe(503)
    expect(headers['retry-after']).toBe('2')
  })

  it('[L6] answers 503 while it has as many connections as it may have, whatever carries them', async () => {
    const full = await startTestServer({ limits: { maxConnections: 1 } })
    const httpStream = { port: full.port, path: '/connection/http_stream', method: 'POST' }
    const first = await StreamReader.open(full.port, httpStream, '{"id":1,"connect":{"token":"ann"}}')
    for (const options of [{ headers: handshake }, { path: '/events?channel=a' }, httpStream]) {
      const { status, headers, body } = await ask({ port: full.port, ...options })
      expect([status, headers['retry-after'], body.code]).toEqual([503, '2', 'connection_limit'])
      expect(body.detail).toBe('1 of 1 connections are in use.')
    }
    expect(full.hub.stats().refusals).toEqual({ connection_limit: 3 })
    first.cut()
    await full.untilGone()
    expect((await ask({ port: full.port, headers: handshake })).status).toBe(101)
    await full.stop()
  })

  it('[H7] refuses other paths only while nobody else listens for upgrades', async () => {
    expect(await ask({ path: '/other', headers: handshake })).toMatchObject({ status: 404 })
    server.server.on('upgrade', (incoming, socket) => {
      if (incoming.url === '/other') socket.end('HTTP/1.1 418 Mine\r\nconnection: close\r\n\r\n')
    })
    expect((await ask({ path: '/other', headers: handshake })).status).toBe(418)
    expect((await ask({ headers: handshake })).status).toBe(101)
  })

  it('lets go of the server when it is detached', async () => {
    server.detach()
    expect(server.server.listenerCount('upgrade')).toBe(0)
    const { status, body } = await ask({ headers: handshake })
    expect(status).toBe(426)
    expect(body.detail).toContain('does not pass upgrades on')
  })

  it('survives a client that is gone before it is answered', async () => {
    for (const headers of [handshake, { ...handshake, 'sec-websocket-version': '8' }]) {
      const socket = connect(server.port, '127.0.0.1')
      const lines = Object.entries({ host: 'x', ...headers }).map(([name, value]) => `${name}: ${value}`)
      socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`, () => socket.destroy())
      await new Promise((resolve) => socket.on('close', resolve))
    }
    expect((await ask({ headers: handshake })).status).toBe(101)
  })
})

describe('a cookie', () => {
  it('[H5] signs in when its page is allowed', async () => {
    const cookie = await new Promise<string>((resolve, reject) => {
      const headers = { ...handshake, origin: 'https://desk.example', cookie: 'ann' }
      const sent = request({ host: '127.0.0.1', port: server.port, path, headers })
      sent.on('upgrade', (_, socket) => {
        socket.on('data', (data: Buffer) => {
          socket.destroy()
          resolve(data.toString())
        })
        const command = Buffer.from('{"id":1,"connect":{}}')
        const mask = Buffer.from([0, 0, 0, 0])
        socket.write(Buffer.concat([Buffer.from([0x81, 0x80 | command.length]), mask, command]))
      })
      sent.on('error', reject)
      sent.end()
    })
    expect(cookie).toContain('"connect":{"client":')
  })
})
