import type { AddressInfo } from 'node:net'
import type { ChangeLive } from '@copydesk/contract'
import { createHub, createMemoryBroker, createMemoryJournal } from '@copydesk/hub'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createTestApp } from '../../test/test-app.ts'
import { systemActor } from '../command/system-actor.ts'
import { createApp } from '../http/app.ts'
import { changeLive } from '../live-switch/commands.ts'
import { followSwitch, hubTransportsOf } from '../live-switch/follow-switch.ts'
import { LiveSwitch } from '../live-switch/live-switch.ts'
import type { Settings } from '../settings/settings.ts'
import { createHubPathRoutes } from './hub-paths.ts'

async function start(overrides: Partial<Settings>) {
  const { services } = await createTestApp()
  const settings: Settings = { ...services.settings, ...overrides }
  const live = new LiveSwitch({ ...services, settings })
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
    transports: hubTransportsOf(live),
  })
  const app = await createApp({
    services: { ...services, settings },
    routes: [],
    rootRoutes: [createHubPathRoutes(hub, live)],
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  onTestFinished(async () => {
    await hub.close()
    await app.close()
  })
  const { port } = app.server.address() as AddressInfo
  onTestFinished(followSwitch(hub, live))
  const change = async (input: ChangeLive) => {
    await services.runner.run({ actor: systemActor }, changeLive(input, settings))
    await live.check()
  }
  return { hub, change, url: `http://127.0.0.1:${port}` }
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
      409,
      {
        code: 'websocket_off',
        detail: 'This is off: COPYDESK_WEBSOCKETS_ENABLED (environment) is false.',
      },
    ])
    for (const path of ['/connection/sse', '/events']) {
      expect(await problem(path)).toMatchObject([
        409,
        { code: 'transport_off', detail: 'This is off: COPYDESK_TRANSPORTS (file) does not list sse.' },
      ])
    }
    // Streams are on, so commands for them are too.
    expect(await problem('/emulation', 'POST')).toMatchObject([400, { code: 'bad_request' }])
  })

  it('are switched while the server runs', async () => {
    const { url, hub, change } = await start({ transports: ['websocket', 'http_stream'] })
    const open = () =>
      fetch(`${url}/connection/http_stream`, { method: 'POST', headers: json, body: connect })
    const stream = await open()
    const { body } = stream
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
    await reader?.read()
    await change({ enabled: false })
    expect((await reader?.read())?.value).toContain('"code":3011')
    expect(hub.stats().connections).toBe(0)
    const refused = await open()
    expect([refused.status, await refused.json()]).toMatchObject([
      409,
      { code: 'transport_off', detail: 'This is off: by an administrator in the app.' },
    ])
    await change({ enabled: true })
    const again = await open()
    expect(again.status).toBe(200)
    await again.body?.cancel()
  })
})
