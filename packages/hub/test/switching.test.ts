/** Transports that are switched off and on while the hub runs: who is ended, who comes back, and what is answered. */
import type { DisconnectedContext, PublicationContext, SubscribedContext } from 'centrifuge'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hubTransports } from '../src/index.ts'
import { Collected, next } from './support/events.ts'
import { ask, StreamReader } from './support/http-client.ts'
import { SdkClients, sdkTransports, subscribe } from './support/sdk-client.ts'
import type { TestClient } from './support/test-client.ts'
import { startTestHub } from './support/test-hub.ts'
import { startTestServer, type TestServer } from './support/test-server.ts'

describe('setTransports', () => {
  it('[D7] ends the connections of a transport that was switched off, spread over the time that is set', async () => {
    const { core, client, environment } = await startTestHub({ drainMs: 1_000 })
    const clients: TestClient[] = []
    for (let number = 0; number < 1_500; number += 1) clients.push(await client().connect())
    const ended = () => clients.filter(({ closeCode }) => closeCode === 3011).length
    const done = core.setTransports(['http_stream'])
    const counts: number[] = []
    for (let tenth = 0; tenth < 10; tenth += 1) {
      counts.push(ended())
      await environment.advance(100)
    }
    expect(counts).toEqual([150, 300, 450, 600, 750, 900, 1050, 1200, 1350, 1500])
    await done
    expect(core.stats()).toMatchObject({ connections: 0, drops: { 3011: 1_500 } })
  })

  it('[D7] spares who is still there when it is switched on again', async () => {
    const { core, client, environment } = await startTestHub({ drainMs: 1_000 })
    for (let number = 0; number < 300; number += 1) await client().connect()
    const off = core.setTransports([])
    await core.setTransports(hubTransports)
    await environment.advance(2_000)
    await off
    expect(core.stats()).toMatchObject({ connections: 200, drops: { 3011: 100 } })
  })

  it('[D7] carries out what it has received', async () => {
    const { promise, resolve } = Promise.withResolvers<{ ok: true }>()
    const { core, client } = await startTestHub({ authorize: () => promise })
    const ann = await client().connect()
    await ann.send({ subscribe: { channel: 'a' } })
    const done = core.setTransports([])
    expect(ann.closeCode).toBeNull()
    resolve({ ok: true })
    await done
    expect(await ann.received()).toMatchObject([{ id: 2, subscribe: { positioned: true } }])
    expect(ann.closeCode).toBe(3011)
  })

  it('[D7] ends a connection that was on its way in', async () => {
    const { core, client } = await startTestHub()
    await core.setTransports(['http_stream', 'sse'])
    expect(client().closeCode).toBe(3011)
    expect(core.stats().connections).toBe(0)
  })
})

describe.each(sdkTransports)('a switch of %s', (transport) => {
  const clients = new SdkClients(transport)
  const others = hubTransports.filter((other) => other !== transport)
  let server: TestServer
  beforeEach(async () => {
    server = await startTestServer()
  })
  afterEach(async () => {
    clients.stop()
    await server.stop()
  })

  it('[D7] ends connections with a code after which clients come back, and nothing is missed', async () => {
    const client = await clients.connect(server)
    const subscription = await subscribe(client, 'a')
    const publications = new Collected<PublicationContext>(subscription, 'publication')
    const cut = next<DisconnectedContext>(client, 'connecting')
    const refused = next(client, 'error')
    server.publish('a', 1)
    await server.hub.setTransports(others)
    expect(await cut).toMatchObject({ code: 3011, reason: 'force reconnect' })
    server.publish('a', 2)
    await refused
    expect(server.hub.stats().connections).toBe(0)
    const back = next<SubscribedContext>(subscription, 'subscribed')
    await server.hub.setTransports(hubTransports)
    expect(await back).toMatchObject({ recovered: true })
    await publications.atLeast(2)
    expect(publications.all.map(({ data }) => data)).toEqual([1, 2])
  })
})

describe('requests for what is switched off', () => {
  let server: TestServer
  beforeEach(async () => {
    server = await startTestServer()
  })
  afterEach(() => server.stop())
  const upgrade = {
    path: '/connection/websocket',
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
      'sec-websocket-version': '13',
    },
  }

  it('[D7] refuses WebSocket handshakes and says why', async () => {
    await server.hub.setTransports(['http_stream'])
    const { status, body } = await ask(server.port, upgrade)
    expect([status, body]).toEqual([409, expect.objectContaining({ status: 409, code: 'websocket_off' })])
    expect(server.hub.stats().refusals).toEqual({ websocket_off: 1 })
    const named = await startTestServer({
      transports: [],
      whyOff: (transport) => `${transport} is set to off`,
    })
    expect(await ask(named.port, upgrade)).toMatchObject({
      body: { detail: 'WebSockets are off: websocket is set to off.' },
    })
    await named.stop()
  })

  it('leaves the other paths to the application, and takes them back', async () => {
    const events = { path: '/events?channel=a', headers: { authorization: 'Bearer ann' } }
    await server.hub.setTransports(['websocket'])
    expect((await ask(server.port, events)).status).toBe(404)
    expect((await ask(server.port, { path: '/connection/websocket' })).status).toBe(426)
    await server.hub.setTransports(hubTransports)
    const stream = await StreamReader.open(server.port, events)
    expect(stream.status).toBe(200)
    await server.hub.setTransports(['websocket', 'http_stream'])
    expect(await stream.rest()).toContain(': disconnected 3011 force reconnect')
  })
})
