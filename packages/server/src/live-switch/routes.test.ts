import { type ChangeLive, channels, type LiveSnapshot, type SiteEvent } from '@copydesk/contract'
import { createMemoryBroker } from '@copydesk/hub'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createTestApp, testAuthority } from '../../test/test-app.ts'
import { CommandRunner } from '../command/command-runner.ts'
import { systemActor } from '../command/system-actor.ts'
import type { Settings } from '../settings/settings.ts'
import { changeLive } from './commands.ts'
import { LiveSwitch } from './live-switch.ts'
import { liveRoutes } from './routes.ts'

const url = '/api/v1/live'

async function start(settings: Partial<Settings> = {}) {
  const all: Partial<Settings> = { transports: ['websocket', 'http_stream', 'sse', 'poll'], ...settings }
  const started = await createTestApp({ routes: [liveRoutes], settings: all })
  const { app, as, people } = started
  const change = (payload: ChangeLive | object, person = people.anna) =>
    as(person).inject({ method: 'PATCH', url, payload })
  const ask = async () => (await as(people.dora).inject({ url })).json<LiveSnapshot>()
  const askSignedOut = () => app.inject({ url, authority: testAuthority })
  return { ...started, change, ask, askSignedOut }
}

describe('PATCH /live', () => {
  it('switches WebSockets off and on, says by whom, and publishes it in the channel of the site', async () => {
    const { change, ask, announced, people } = await start()
    const before = await ask()
    expect(before).toMatchObject({ websocket: { enabled: true }, position: { channel: 'site', offset: 0 } })
    const off = await change({ websocket: { enabled: false } })
    expect(off.statusCode).toBe(200)
    expect(off.json()).toMatchObject({
      websocket: { enabled: false, reason: 'by Anna Admin in the app' },
      transports: ['http_stream', 'sse', 'poll'],
      switches: { websocket: { enabled: false, changedBy: { id: people.anna.id, kind: 'person' } } },
    })
    const [announcement] = announced.filter(({ channel }) => channel === channels.site)
    const event: SiteEvent = JSON.parse(announcement?.publications[0]?.data ?? '')
    expect(event).toMatchObject({ type: 'live.changed', actor: { id: people.anna.id }, live: off.json() })
    const { position, ...state } = await ask()
    expect([state, position.offset]).toEqual([off.json(), 1])
    await change({ websocket: { enabled: true } })
    expect(await ask()).toMatchObject({ websocket: { enabled: true }, position: { offset: 2 } })
  })

  it('switches everything off and on', async () => {
    const { change, ask } = await start()
    await change({ enabled: false })
    expect(await ask()).toMatchObject({ transports: [], reason: 'by Anna Admin in the app' })
    await change({ enabled: true })
    expect((await ask()).transports).toHaveLength(4)
  })

  it('publishes nothing when nothing changes', async () => {
    const { change, announced } = await start()
    const count = announced.length
    expect((await change({})).statusCode).toBe(200)
    expect((await change({ enabled: true })).statusCode).toBe(200)
    expect(announced).toHaveLength(count)
  })

  it('is for administrators, from an allowed origin, with a body that is right', async () => {
    const { change, people, as, app, ask } = await start()
    for (const person of [people.ben, people.cleo, people.dora]) {
      expect((await change({ enabled: false }, person)).json()).toMatchObject({
        status: 403,
        code: 'forbidden',
      })
    }
    const signedOut = await app.inject({ method: 'PATCH', url, authority: testAuthority, payload: {} })
    expect(signedOut.statusCode).toBe(401)
    const foreign = await as(people.anna).inject({
      method: 'PATCH',
      url,
      headers: { origin: 'https://elsewhere.example' },
      payload: { enabled: false },
    })
    expect(foreign.json()).toMatchObject({ status: 403, code: 'origin_not_allowed' })
    for (const wrong of [{ enabled: 'no' }, { websocket: false }, { transports: [] }]) {
      expect((await change(wrong)).json()).toMatchObject({ status: 400, code: 'invalid_request' })
    }
    expect((await ask()).transports).toHaveLength(4)
  })

  it('refuses to change what a setting decides, and names it', async () => {
    const sources = { COPYDESK_WEBSOCKETS_ENABLED: 'environment' } as const
    const { change, ask } = await start({ websocketsEnabled: false, sources })
    const answer = await change({ websocket: { enabled: false }, enabled: false })
    expect(answer.json()).toMatchObject({
      status: 409,
      code: 'fixed_by_setting',
      detail: 'This is off: COPYDESK_WEBSOCKETS_ENABLED (environment) is false.',
    })
    expect((await ask()).switches.all.enabled).toBe(true)
    expect((await change({ enabled: false })).statusCode).toBe(200)
  })
})

describe('GET /live', () => {
  it('tells who is not signed in what is off, and no names', async () => {
    const { change, askSignedOut } = await start()
    await change({ enabled: false })
    const answer = await askSignedOut()
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'no-store'])
    expect(answer.json()).toMatchObject({ transports: [], reason: 'by an administrator in the app' })
    expect(answer.body).not.toContain('Anna')
  })
})

describe('LiveSwitch', () => {
  async function startSwitch() {
    const { services, ...started } = await start()
    const live = new LiveSwitch(services)
    const changed = vi.fn()
    onTestFinished(live.onChange(changed))
    return { ...started, services, live, changed }
  }

  it('obeys as soon as a change is announced', async () => {
    const { services, live, change } = await startSwitch()
    onTestFinished(live.follow(services.broker, 1_000_000, () => expect.unreachable()))
    const { promise, resolve } = Promise.withResolvers<void>()
    onTestFinished(live.onChange(resolve))
    await change({ websocket: { enabled: false } })
    await promise
    expect(live.transports).toEqual(['http_stream', 'sse', 'poll'])
    expect(live.whyOff('websocket')).toBe('by an administrator in the app')
    expect(live.whyOff('sse')).toBeUndefined()
  })

  it('finds out what another process changed and did not announce here', async () => {
    const { services, live, changed } = await startSwitch()
    const elsewhere = new CommandRunner({ ...services, broker: createMemoryBroker(), onWork: () => {} })
    const command = changeLive({ enabled: false }, services.settings)
    await elsewhere.run({ actor: systemActor }, command)
    await live.check()
    expect([live.transports, changed.mock.calls.length]).toEqual([[], 1])
    await live.check()
    expect(changed).toHaveBeenCalledTimes(1)
  })

  it('knows at the start what was chosen before', async () => {
    const { services, change } = await startSwitch()
    await change({ websocket: { enabled: false } })
    const afterRestart = new LiveSwitch(services)
    await afterRestart.check()
    expect(afterRestart.transports).toEqual(['http_stream', 'sse', 'poll'])
  })
})
