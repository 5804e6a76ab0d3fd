/** The switch of an administrator, obeyed while pages are open. */
import type { LiveInfo, Position, Transport } from '@copydesk/contract'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createFakeHub } from '../../test/fake-hub.ts'
import { Realtime } from './realtime.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) })
})
afterEach(() => {
  vi.useRealTimers()
})

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const all: Transport[] = ['websocket', 'http_stream', 'poll']

async function setUpLive() {
  const hub = createFakeHub()
  const site = hub.channel('site')
  const server = { transports: all, asked: 0 }
  const infoNow = (): LiveInfo => {
    const { transports } = server
    const isOn = transports.includes('websocket')
    const reason = 'by Anna in the app'
    return {
      websocket: isOn ? { enabled: true } : { enabled: false, reason },
      transports,
      ...(transports.length === 0 && { reason }),
    }
  }
  const liveInfo = async (): Promise<LiveInfo & { position: Position }> => {
    server.asked += 1
    const position = { channel: 'site', epoch: site.epoch, offset: site.head }
    return { ...infoNow(), position }
  }
  const realtime = new Realtime({
    url: 'ws://desk.example/connection/websocket',
    WebSocket: hub.WebSocket,
    fetch: hub.fetch,
    liveInfo,
    random: () => 0.5,
    wakeSignals: { isOnline: () => true, isHidden: () => false, subscribe: () => () => {} },
  })
  const seen: unknown[] = []
  const membership = realtime.join('news', {
    onPublication: ({ data }, fresh) => fresh && seen.push(data),
    onReload: (reason) => seen.push(reason),
    onClosed: ({ code }) => seen.push(code),
  })
  membership.startAt({ epoch: hub.channel('news').epoch, offset: 0 })
  realtime.start()
  await pass(0)
  expect(realtime.getStatus()).toMatchObject({ status: 'live', transport: 'websocket' })
  return {
    hub,
    server,
    realtime,
    seen,
    /** As the server does it: the rows, the event, and then the connections of what is off. */
    change(transports: Transport[]) {
      server.transports = transports
      hub.mode = transports.includes('websocket') ? 'answer' : 'refuse'
      hub.streamMode = transports.includes('http_stream') ? 'answer' : 'refuse'
      hub.publish('site', { type: 'live.changed', live: infoNow() })
    },
  }
}

describe('a live.changed in the channel of the site', () => {
  it('moves the connection to the next transport within a second, without a question and without a loss', async () => {
    const { hub, server, realtime, seen, change } = await setUpLive()
    hub.publish('news', 1)
    change(['http_stream', 'poll'])
    hub.publish('news', 2)
    await pass(1_000)
    expect(realtime.getStatus()).toMatchObject({
      status: 'live',
      transport: 'http_stream',
      words: expect.stringContaining('WebSockets are switched off: by Anna in the app.'),
    })
    hub.publish('news', 3)
    await pass(0)
    expect([seen, hub.open, server.asked]).toEqual([[1, 2, 3], 0, 1])
  })

  it('moves it back soon after they were switched on again', async () => {
    const { hub, realtime, seen, change } = await setUpLive()
    change(['http_stream', 'poll'])
    await pass(1_000)
    change(all)
    hub.publish('news', 1)
    await pass(2_000)
    expect(realtime.getStatus()).toMatchObject({ status: 'live', transport: 'websocket', fallback: null })
    expect([seen, hub.openStreams]).toEqual([[1], 0])
  })

  it('is off at once when nothing is left, says by whom, and is back within 30 s of being switched on', async () => {
    const { hub, realtime, seen, change } = await setUpLive()
    change([])
    await pass(0)
    expect(realtime.getStatus()).toMatchObject({
      status: 'off',
      reason: 'switched_off',
      words: 'by Anna in the app',
    })
    expect(hub.open).toBe(0)
    await pass(100_000)
    hub.publish('news', 1)
    change(all)
    await pass(30_000)
    expect(realtime.getStatus()).toMatchObject({ status: 'live', transport: 'websocket' })
    expect(seen).toEqual([1])
  })

  it('comes to those who poll, too', async () => {
    const { realtime, change } = await setUpLive()
    change(['poll'])
    await pass(1_000)
    expect(realtime.getStatus()).toMatchObject({ status: 'delayed', transport: 'poll' })
    change([])
    await pass(6_000)
    expect(realtime.getStatus()).toMatchObject({ status: 'off' })
  })
})

describe('without that event', () => {
  it('finds out when the server ends the connection and refuses the next', async () => {
    const { hub, server, realtime } = await setUpLive()
    server.transports = ['http_stream']
    hub.mode = 'refuse'
    hub.closeAll(3011, 'force reconnect')
    await pass(1_000)
    expect(realtime.getStatus()).toMatchObject({ status: 'live', transport: 'http_stream' })
    server.transports = []
    hub.streamMode = 'refuse'
    hub.closeAll(3011, 'force reconnect')
    await pass(1_000)
    expect(realtime.getStatus()).toMatchObject({ status: 'off', reason: 'switched_off' })
  })

  it('asks again when the events of a time away cannot be told, and follows from there', async () => {
    const { hub, server, realtime, change } = await setUpLive()
    hub.mode = 'hang'
    hub.closeAll(3001, 'shutdown')
    hub.channel('site').publish({ type: 'other' })
    hub.forget('site')
    server.transports = ['websocket', 'poll']
    hub.mode = 'answer'
    await pass(1_000)
    expect([realtime.getStatus().status, server.asked]).toEqual(['live', 2])
    change([])
    await pass(0)
    expect(realtime.getStatus().status).toBe('off')
  })

  it('is not switched by what it knows already, nor by another event of the site', async () => {
    const { hub, server, realtime } = await setUpLive()
    hub.publish('site', { type: 'deploy.announced' })
    hub.publish('site', { type: 'live.changed', live: { websocket: { enabled: true }, transports: all } })
    await pass(5_000)
    expect([realtime.getStatus().status, hub.attempts.length, server.asked]).toEqual(['live', 1, 1])
  })
})
