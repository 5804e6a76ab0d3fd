import type { AddressInfo } from 'node:net'
import { createHub, createMemoryBroker, createMemoryJournal, hubTransports } from '@copydesk/hub'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createTestApp } from '../../test/test-app.ts'
import { createApp } from '../http/app.ts'
import type { Settings } from '../settings/settings.ts'
import { createHubPathRoutes } from './hub-paths.ts'
import { liveInfo } from './live-info.ts'

async function start(overrides: Partial<Settings>) {
  const { services } = await createTestApp()
  const settings: Settings = { ...services.settings, ...overrides }
  const { transports } = liveInfo(settings)
  const hub = createHub({
    journal: createMemoryJournal(),
    broker: createMemoryBroker(),
    authenticate: async ({ token }) =>
      token === undefined
        ? { ok: false, reason: 'denied', message: 'no token' }
        : { ok: true, auth: { user: token } },
    authorize: async () => ({ ok: true }),
    rulesFor: () => ({ recoverable: true, presence: false, joinLeave: false }),
    isOriginAllowed: () => true,
    transports: hubTransports.filter((transport) => transports.includes(transport)),
  })
  const app = await createApp({
    services: { ...services, settings },
    routes: [],
    rootRoutes: [createHubPathRoutes(hub)],
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  onTestFinished(async () => {
    await hub.close()
    await app.close()
  })
  const { port } = app.server.address() as AddressInfo
  return { hub, url: `http://127.0.0.1:${port}` }
}

const connect = '{"id":1,"connect":{"token":"ann"}}'
const json = { 'content-type': 'application/json' }

describe('the paths of the hub', () => {
  it('reach the hub with their bodies unread', async () => {
    const { url, hub } = await start({ transports: ['http_stream', 'sse'] })
    const stream = await fetch(`${url}/connection/http_stream`, {
      method: 'POST',
      headers: json,
      body: connect,
    })
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
    const { connect: reply } = JSON.parse((await reader?.read())?.value ?? '')
    const body = JSON.stringify({ ...reply, data: '{"id":2,"subscribe":{"channel":"a"}}' })
    const taken = await fetch(`${url}/emulation`, { method: 'POST', headers: json, body })
    expect(taken.status).toBe(204)
    expect((await reader?.read())?.value).toContain('"subscribe":{')
    expect(hub.stats().transports.http_stream).toBe(1)
    await reader?.cancel()
  })

  it('say which setting switched them off', async () => {
    const sources = { COPYDESK_WEBSOCKETS_ENABLED: 'environment', COPYDESK_TRANSPORTS: 'file' } as const
    const { url } = await start({
      websocketsEnabled: false,
      transports: ['websocket', 'http_stream'],
      sources,
    })
    const problem = async (path: string, method = 'GET') => {
      const answer = await fetch(url + path, { method })
      return [answer.status, await answer.json()]
    }
    expect(await problem('/connection/websocket')).toMatchObject([
      503,
      {
        code: 'websocket_off',
        detail: 'This is off: COPYDESK_WEBSOCKETS_ENABLED (environment) is false.',
      },
    ])
    for (const path of ['/connection/sse', '/events']) {
      expect(await problem(path)).toMatchObject([
        503,
        { code: 'transport_off', detail: 'This is off: COPYDESK_TRANSPORTS (file) does not list sse.' },
      ])
    }
    // Streams are on, so commands for them are too.
    expect(await problem('/emulation', 'POST')).toMatchObject([400, { code: 'bad_request' }])
  })
})
