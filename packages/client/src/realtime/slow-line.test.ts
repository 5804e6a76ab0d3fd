/** Much was missed and the line is slow: everything comes in the end, and what is said meanwhile is true. */
import type { LiveInfo, Transport } from '@copydesk/contract'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createFakeHub } from '../../test/fake-hub.ts'
import { follow } from '../../test/follow.ts'
import type { Rung } from './ladder.ts'
import { Realtime } from './realtime.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) })
})
afterEach(() => {
  vi.useRealTimers()
})

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

/** A page that stood, then lost its connection while much was published; it is back over a slow line. */
async function setUp(transports: readonly Transport[], bytesPerSecond: number, missedBytes = 531_000) {
  const hub = createFakeHub()
  const info: LiveInfo = { websocket: { enabled: true }, transports: [...transports] }
  const realtime = new Realtime({
    url: 'ws://desk.example/connection/websocket',
    WebSocket: hub.WebSocket,
    fetch: hub.fetch,
    liveInfo: async () => {
      if (hub.mode === 'refuse') throw new TypeError('no route')
      return info
    },
    random: () => 0.5,
  })
  const { kept } = follow(realtime, hub)
  realtime.start()
  await pass(10)
  const told: string[] = []
  realtime.subscribe(() => {
    const { status, reason, words, fallback } = realtime.getStatus()
    if (status === 'live') expect(realtime.isLive('news')).toBe(true)
    if (words !== told.at(-1)) told.push(words)
    expect([reason, fallback]).toEqual([reason, null])
  })
  Object.assign(hub, { mode: 'refuse', streamMode: 'refuse', pollMode: 'refuse' })
  hub.closeAll(1006)
  const text = 'x'.repeat(Math.round(missedBytes / 290))
  for (let count = 0; count < 290; count += 1) hub.publish('news', text)
  await pass(30_000)
  Object.assign(hub, { mode: 'answer', streamMode: 'answer', pollMode: 'answer', bytesPerSecond })
  return { hub, realtime, kept, told }
}

const only: [Rung, string][] = [
  ['websocket', 'live'],
  ['http_stream', 'live'],
  ['poll', 'delayed'],
]

describe('much that was missed', () => {
  it.each(only)('comes over a line of 40 kB a second in one go (%s)', async (rung, status) => {
    const { hub, realtime, kept, told } = await setUp([rung], 40_000)
    const before = hub.attempts.length + hub.streamAttempts.length
    await pass(60_000)
    expect(kept).toMatchObject({ reloads: 0, data: { length: 290 } })
    expect(realtime.getStatus()).toMatchObject({ status, transport: rung })
    expect(hub.attempts.length + hub.streamAttempts.length - before).toBeLessThanOrEqual(2)
    expect(told.join()).not.toContain('do not get through')
  })

  it.each([
    ['http_stream', 'live'],
    ['poll', 'delayed'],
  ] as const)('comes byte by byte over the slowest line (%s)', async (rung, status) => {
    const { realtime, kept } = await setUp([rung], 5_000)
    await pass(180_000)
    expect(kept).toMatchObject({ reloads: 0, data: { length: 290 } })
    expect(realtime.getStatus()).toMatchObject({ status, transport: rung })
  })

  it('is left for a new snapshot once it failed to come twice', async () => {
    const { hub, realtime, kept } = await setUp(['websocket', 'http_stream', 'poll'], 5_000)
    await pass(30_000)
    expect(realtime.getStatus()).toMatchObject({ status: 'delayed', reason: 'catching_up' })
    await pass(45_000)
    expect(kept).toMatchObject({ reloads: 1, data: { length: 290 } })
    expect(realtime.getStatus()).toMatchObject({ status: 'live', transport: 'websocket', fallback: null })
    expect(hub.streamAttempts).toEqual([])
  })

  it('does not end the connection of a stream whose other answers wait behind it', async () => {
    const { hub, realtime, kept } = await setUp(['http_stream'], 20_000)
    await pass(20_000)
    const attempts = hub.streamAttempts.length
    realtime.checkNow()
    await pass(40_000)
    expect(hub.streamAttempts.length).toBe(attempts)
    expect(kept.data).toHaveLength(290)
    expect(realtime.getStatus()).toMatchObject({ status: 'live', reason: 'connected' })
  })
})

it('a connection whose channel does not stand is not called live, nor connecting for ever', async () => {
  const hub = createFakeHub()
  const realtime = new Realtime({
    url: 'ws://desk.example/connection/websocket',
    WebSocket: hub.WebSocket,
    fetch: hub.fetch,
    random: () => 0.5,
  })
  follow(realtime, hub)
  hub.holdBack = true
  realtime.start()
  await pass(0)
  hub.deliver(1)
  await pass(100)
  expect(realtime.isConnected()).toBe(true)
  expect(realtime.getStatus()).toMatchObject({ status: 'connecting', reason: 'starting' })
  await pass(10_000)
  expect(realtime.getStatus()).toMatchObject({ status: 'delayed', reason: 'catching_up' })
  hub.deliver()
  await pass(0)
  expect(realtime.getStatus()).toMatchObject({ status: 'live', reason: 'connected' })
})

it('a channel that is joined while all stands says nothing in its first moment', async () => {
  const hub = createFakeHub()
  const realtime = new Realtime({
    url: 'ws://desk.example/connection/websocket',
    WebSocket: hub.WebSocket,
    fetch: hub.fetch,
  })
  realtime.start()
  await pass(10)
  hub.holdBack = true
  follow(realtime, hub)
  await pass(500)
  expect(realtime.getStatus().status).toBe('live')
  expect(realtime.isLive('news')).toBe(false)
  await pass(1_000)
  expect(realtime.getStatus()).toMatchObject({ status: 'delayed', reason: 'catching_up' })
  hub.deliver()
  await pass(10)
  expect(realtime.getStatus().status).toBe('live')
})
