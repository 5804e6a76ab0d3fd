/** The hub in somebody else's server: it takes its own requests before anything else does, and leaves the rest. */
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import Fastify from 'fastify'
import { afterEach, describe, expect, it } from 'vitest'
import { createHub, createMemoryBroker, createMemoryJournal, type Hub } from '../src/index.ts'
import { ask } from './support/http-client.ts'
import { SdkClients, sdkTransports } from './support/sdk-client.ts'
import { authenticateByName, testRules } from './support/test-hub.ts'

const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop()
})

function startHub(): Hub {
  const hub = createHub({
    journal: createMemoryJournal(),
    broker: createMemoryBroker(),
    authenticate: authenticateByName,
    authorize: async () => ({ ok: true }),
    rulesFor: testRules,
    isOriginAllowed: () => true,
  })
  stops.push(() => hub.close())
  return hub
}

async function listen(hub: Hub, listener: RequestListener): Promise<number> {
  const server = createServer(listener)
  hub.attach(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stops.unshift(() => new Promise((resolve) => server.close(resolve)))
  return (server.address() as AddressInfo).port
}

const own: RequestListener = (_, response) => response.writeHead(418).end()
const applications: Record<string, (hub: Hub) => Promise<number>> = {
  'node:http': (hub) =>
    listen(hub, (request, response) => hub.handle(request, response) || own(request, response)),
  Express: async (hub) => {
    const app = express()
    app.use((request, response, next) => {
      if (!hub.handle(request, response)) next()
    })
    app.use(express.json())
    app.use((_, response) => {
      response.status(418).end()
    })
    const server = app.listen(0, '127.0.0.1')
    hub.attach(server)
    await once(server, 'listening')
    stops.unshift(() => new Promise((resolve) => server.close(resolve)))
    return (server.address() as AddressInfo).port
  },
  Fastify: async (hub) => {
    const app = Fastify()
    app.addHook('onRequest', async (request, reply) => {
      if (hub.handle(request.raw, reply.raw)) reply.hijack()
    })
    app.setNotFoundHandler((_, reply) => reply.code(418).send())
    hub.attach(app.server)
    stops.unshift(() => app.close())
    return Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port)
  },
}

describe.each(Object.keys(applications))('the hub in a server of %s', (name) => {
  it.each(sdkTransports)('serves the SDK over %s, and leaves other requests alone', async (transport) => {
    const port = (await applications[name]?.(startHub())) ?? 0
    const clients = new SdkClients(transport)
    const client = await clients.connect({ port })
    await expect(client.rpc('x', {})).rejects.toMatchObject({ code: 108 })
    expect((await ask(port, { path: '/other', method: 'POST' }, '{}')).status).toBe(418)
    expect((await ask(port, { path: '/connection/websocket' })).status).toBe(426)
    clients.stop()
  })
})

it('says that a body parser came before it', async () => {
  const hub = startHub()
  const app = express()
  app.use(express.json({ type: () => true }))
  const port = await listen(
    hub,
    app.use((request, response, next) => hub.handle(request, response) || next()),
  )
  const answer = await ask(port, { path: '/emulation', method: 'POST' }, '{"session":"s","data":"{}"}')
  expect(answer).toMatchObject({ status: 500, body: { code: 'body_consumed' } })
})
