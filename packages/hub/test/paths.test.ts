/** Which paths a hub that runs alone takes in somebody else's server, and which it leaves to that. */
import { readFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterEach, describe, expect, it } from 'vitest'
import { hubPaths } from '../src/index.ts'
import { apiPaths } from '../src/server-api/server-api.ts'
import { createStandaloneHub, type StandaloneConfig, type StandaloneHub } from '../src/standalone/index.ts'
import { realtimeScriptPath } from '../src/standalone/realtime-script.ts'
import { healthPath, metricsPath } from '../src/standalone/standalone-hub.ts'
import { ask } from './support/http-client.ts'
import { SdkClients, sdkTransports } from './support/sdk-client.ts'
import { apiKey, sign, tokenSecret } from './support/standalone.ts'

const every = [...Object.keys(hubPaths), ...apiPaths, healthPath, metricsPath, realtimeScriptPath]
const script = 'export const Realtime = class {}'
const config: StandaloneConfig = {
  client: { token: { hmac_secret_key: tokenSecret } },
  channel: { namespaces: [{ name: 'news', allow_subscribe_for_client: true }] },
  http_api: { key: apiKey },
  health: { enabled: true },
  prometheus: { enabled: true },
}
const own: RequestListener = (_, response) => response.writeHead(418).end()
const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop()
})

/** In a server of the test's, which answers 418 to what is left to it. */
async function attach(written: StandaloneConfig, listener?: (hub: StandaloneHub) => RequestListener) {
  const hub = createStandaloneHub(written, { realtimeScript: script })
  const handler =
    listener?.(hub) ?? ((request, response) => hub.handle(request, response) || own(request, response))
  const server = createServer(handler)
  hub.attach(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stops.push(
    () => new Promise((resolve) => server.close(resolve)),
    () => hub.close(),
  )
  const { port } = server.address() as AddressInfo
  const isOurs = async (path: string, method = 'GET') => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method })
    await answer.body?.cancel()
    return answer.status !== 418
  }
  return { hub, port, isOurs }
}

/** Names that an application has, near to those of the hub. */
const foreign = [
  '/',
  '/api/users',
  '/api/publish/',
  '/api/publish/1',
  '/api/Publish',
  '/api/publishers',
  '/api/',
  '/apis',
  '/api/v1/info',
  '/api/__proto__',
  '/api/constructor',
  '/events/',
  '/events/1',
  '/eventsource',
  '/emulation/x',
  '/connection',
  '/connection/',
  '/connection/websocket/',
  '/connection/http_stream2',
  '/health/db',
  '/healthz',
  '/metrics/x',
  '/realtime.js/x',
  '/realtime.json',
  '/constructor',
  '//events',
]

describe('a hub within a server of your own', () => {
  it('[A16] takes its own paths, exactly, and no other', async () => {
    const { isOurs } = await attach(config)
    for (const path of every) expect([path, await isOurs(path)]).toEqual([path, true])
    for (const path of foreign) expect([path, await isOurs(path)]).toEqual([path, false])
    for (const path of ['/api/users', '/health/x']) expect(await isOurs(path, 'POST')).toBe(false)
  })

  it('[A16] takes no path of the server API where nobody could use it', async () => {
    for (const http_api of [{}, { key: '' }, { keys: [] }, { disabled: true, key: apiKey }]) {
      const { isOurs } = await attach({ ...config, http_api })
      for (const path of apiPaths) expect([path, await isOurs(path, 'POST')]).toEqual([path, false])
      expect(await isOurs('/events')).toBe(true)
    }
    const { isOurs } = await attach({ ...config, http_api: { insecure: true } })
    expect(await isOurs('/api/info', 'POST')).toBe(true)
  })

  it('leaves health, metrics and the script to you unless they are on', async () => {
    const { health: _, prometheus: __, ...rest } = config
    const hub = createStandaloneHub(rest)
    const server = createServer(
      (request, response) => hub.handle(request, response) || own(request, response),
    )
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    for (const path of [healthPath, metricsPath, realtimeScriptPath]) {
      expect([path, (await ask(port, { path })).status]).toEqual([path, 418])
    }
    await hub.close()
    await new Promise((resolve) => server.close(resolve))
  })

  it('stands below a prefix, all of it', async () => {
    const { isOurs } = await attach({ ...config, http_server: { path_prefix: '/live/v1' } })
    for (const path of every) {
      expect([path, await isOurs(path), await isOurs(`/live/v1${path}`)]).toEqual([path, false, true])
    }
    for (const path of ['/live/v1', '/live/v1/', '/live/v12/events', '/live/v1/api/users']) {
      expect([path, await isOurs(path)]).toEqual([path, false])
    }
  })

  it.each(['live', '/live/', '/', '/a b', '/li?ve'])('refuses %j as a prefix', (path_prefix) => {
    expect(() => createStandaloneHub({ http_server: { path_prefix } })).toThrow('http_server.path_prefix is')
  })

  it.each(sdkTransports)('carries %s below a prefix, also where Express cuts it off', async (transport) => {
    const { hub, port } = await attach({ ...config, http_server: { path_prefix: '/live' } }, (hub) => {
      const app = express()
      app.use('/live', (request, response, next) => {
        if (!hub.handle(request, response)) next()
      })
      return app
    })
    const clients = new SdkClients(transport)
    const options = { token: await sign({ sub: 'ann' }) }
    const client = clients.create({ port, prefix: '/live' }, options)
    client.connect()
    await client.ready()
    const subscription = client.newSubscription('news:1')
    subscription.subscribe()
    await subscription.ready()
    expect(hub.hub.stats().subscriptions).toBe(1)
    clients.stop()
  })
})

it('/realtime.js is a module that pages of every site may load, and load again only when it changed', async () => {
  const { port } = await attach(config)
  const url = `http://127.0.0.1:${port}/realtime.js`
  const answer = await fetch(url, { headers: { origin: 'https://elsewhere.example' } })
  expect(await answer.text()).toBe(script)
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'cache-control': 'no-cache',
    'content-encoding': 'gzip',
  })
  const headers = { 'if-none-match': answer.headers.get('etag') ?? '' }
  expect((await fetch(url, { headers })).status).toBe(304)
  expect(await (await fetch(url, { headers: { 'accept-encoding': 'identity' } })).text()).toBe(script)
  expect((await fetch(url, { method: 'HEAD' })).status).toBe(200)
  expect((await fetch(url, { method: 'POST' })).status).toBe(418)
})

it('the README lists every path', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const listed = [...readme.matchAll(/^\| (`\/.*?) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`(\/[^`?]*)[^`]*`/g)].map(([, path]) => path),
  )
  expect([...new Set(listed)].toSorted()).toEqual(every.toSorted())
})
