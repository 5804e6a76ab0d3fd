import { once } from 'node:events'
import { type HandshakeRecord, probeEvents, probeQuery } from '@copydesk/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { ask, StreamReader } from './support/http-client.ts'
import { startTestServer, type TestServer } from './support/test-server.ts'

const id = 'kV3x-9d_Qm2LrT0aB7cE'
const echo = probeQuery({ id, echo: true, compress: false })

let server: TestServer
let records: HandshakeRecord[]
let ends: { transport: string; code: number; ageMs: number }[]
beforeEach(async () => {
  records = []
  ends = []
  server = await startTestServer({
    isTrustedProxy: (address) => address === '127.0.0.1',
    onHandshake: (record) => records.push(record),
    onConnectionEnd: (end) => ends.push(end),
  })
})
afterEach(() => server.stop())

async function nextText(webSocket: WebSocket): Promise<string> {
  const [data] = await once(webSocket, 'message')
  return String(data)
}

async function open(query: string, perMessageDeflate = false) {
  const webSocket = new WebSocket(server.url + query, { perMessageDeflate })
  const greeting = await nextText(webSocket)
  return { webSocket, greeting }
}

describe('probes', () => {
  it('[H8] leave their mark in what is told of a handshake, without secrets', async () => {
    await ask(server.port, {
      path: `/connection/websocket?probe=${id}&token=secret`,
      headers: { cookie: 'a=secret', authorization: 'secret', 'x-forwarded-for': '10.1.1.1' },
    })
    expect(records).toMatchObject([
      {
        transport: 'websocket',
        outcome: 'refused',
        probe: id,
        refusal: { code: 'upgrade_missing', status: 426 },
        arrived: { cookie: true, forwarded: { 'x-forwarded-for': '10.1.1.1' }, peerIsTrustedProxy: true },
      },
    ])
    expect(JSON.stringify(records)).not.toContain('secret')
  })

  it('[H9] greet, echo without sign-in, and are no connections', async () => {
    const { webSocket, greeting } = await open(echo)
    expect(JSON.parse(greeting)).toEqual({ node: server.hub.nodeId, hears: [] })
    const text = 'x'.repeat(64 * 1024)
    webSocket.send(text)
    expect(await nextText(webSocket)).toBe(text)
    expect(webSocket.extensions).toBe('')
    expect(server.hub.stats().connections).toBe(0)
    expect(records).toMatchObject([{ transport: 'websocket', outcome: 'accepted', probe: id }])
    webSocket.close()
    await once(webSocket, 'close')
  })

  it('[H9] compress only when they ask for it', async () => {
    const { webSocket } = await open(probeQuery({ id, echo: true, compress: true }), true)
    expect(webSocket.extensions).toContain('permessage-deflate')
    webSocket.send('again '.repeat(1000))
    expect(await nextText(webSocket)).toHaveLength(6000)
    webSocket.close()
    await once(webSocket, 'close')
  })

  it('[H9] end when they send too much, last too long, or the server stops', async () => {
    const much = (await open(echo)).webSocket
    for (let sent = 0; sent <= 16; sent += 1) much.send('x'.repeat(64 * 1024))
    expect((await once(much, 'close'))[0]).toBe(1008)
    const long = (await open(echo)).webSocket
    const ended = once(long, 'close')
    await server.timers.advance(180_000)
    expect((await ended)[0]).toBe(1000)
    const last = (await open(echo)).webSocket
    const stopped = once(last, 'close')
    await server.hub.drain()
    expect((await stopped)[0]).toBe(3001)
  })

  it.each([
    ['GET', '/connection/sse', 'data: {"event":1', '\n\n'],
    ['POST', '/connection/http_stream', '{"event":1', '\n'],
  ])('[H9] %s %s sends events at a steady pace and ends', async (method, path, first, mark) => {
    const stream = await StreamReader.open(server.port, { method, path: path + echo })
    expect(await stream.upTo(mark)).toContain(first)
    for (let event = 2; event <= probeEvents.count; event += 1) {
      await server.timers.advance(probeEvents.intervalMs)
      expect(await stream.upTo(mark)).toContain(`"event":${event}`)
    }
    await expect(stream.upTo(mark)).rejects.toThrow('ended')
    expect(server.hub.stats().connections).toBe(0)
  })

  it('[H8] on a real connection change nothing', async () => {
    const webSocket = new WebSocket(`${server.url}?probe=${id}`)
    await once(webSocket, 'open')
    webSocket.send('{"id":1,"connect":{"token":"ann"}}')
    expect(JSON.parse(await nextText(webSocket))).toMatchObject({
      id: 1,
      connect: { node: server.hub.nodeId },
    })
    webSocket.close(1000)
    await once(webSocket, 'close')
    await server.untilGone()
    expect(ends).toEqual([{ transport: 'websocket', code: 1000, ageMs: expect.any(Number) }])
  })
})
