/** The ladder at work, down and up again. */
import { describe, expect, it, vi } from 'vitest'
import { createFakeHub } from '../../test/fake-hub.ts'
import { follow } from '../../test/follow.ts'
import { everything, holdTime, info, pass, setModes, setUp } from '../../test/ladder-realtime.ts'
import { Realtime } from './realtime.ts'

holdTime()

describe('moving down', () => {
  it.each(['refuse', 'silent', 'hang'] as const)(
    'goes live over HTTP stream where WebSockets do not work (%s)',
    async (mode) => {
      const { hub, realtime, status } = setUp()
      setModes(hub, mode)
      const { kept } = follow(realtime, hub)
      realtime.start()
      await pass(mode === 'refuse' ? 0 : 6_000)
      expect(status()).toBe('live: connected over http_stream')
      hub.publish('news', 'one')
      await pass(0)
      expect(kept.data).toEqual(['one'])
      expect(realtime.getStatus().fallback?.transport).toBe('websocket')
    },
  )

  it.each(['refuse', 'silent', 'hang'] as const)(
    'asks for changes where streams do not work either (%s)',
    async (mode) => {
      const { hub, realtime, status } = setUp()
      setModes(hub, 'refuse', mode)
      const { kept } = follow(realtime, hub)
      realtime.start()
      await pass(6_000)
      expect(status()).toBe('delayed: polling over poll')
      hub.publish('news', 'one')
      await pass(6_000)
      expect(kept.data).toEqual(['one'])
      expect(hub.openStreams).toBe(0)
    },
  )

  it('says that it connects, not that something is wrong, on the way down', async () => {
    const { hub, realtime, status } = setUp()
    setModes(hub, 'refuse', 'silent')
    const told = new Set<string>()
    realtime.subscribe(() => told.add(status()))
    realtime.start()
    await pass(6_000)
    expect([...told]).toEqual(['connecting: starting', 'delayed: polling over poll'])
  })

  it('begins anew at the top when nothing works, never giving up', async () => {
    const { hub, realtime, status } = setUp()
    setModes(hub, 'refuse', 'refuse', 'refuse')
    follow(realtime, hub)
    realtime.start()
    await pass(10 * 60_000)
    expect(status()).toBe('reconnecting: server_unreachable')
    expect(hub.attempts.length).toBeGreaterThan(40)
    expect(hub.streamAttempts.length).toBe(hub.attempts.length)
    expect(hub.polls.length).toBe(hub.attempts.length)
    setModes(hub, 'answer')
    await pass(20_000)
    expect(status()).toBe('live: connected over websocket')
  })

  it('leaves the transport alone when it is the server that is gone', async () => {
    const { hub, live, realtime, status } = setUp()
    realtime.start()
    await pass(0)
    setModes(hub, 'refuse', 'refuse', 'refuse')
    live.isDown = true
    hub.closeAll(1006)
    await pass(5 * 60_000)
    expect(status()).toBe('reconnecting: server_unreachable')
    expect(hub.streamAttempts).toEqual([])
    setModes(hub, 'answer')
    live.isDown = false
    await pass(20_000)
    expect(status()).toBe('live: connected over websocket')
  })

  it('leaves a transport that worked only after some failures', async () => {
    const { hub, realtime, status } = setUp()
    const { kept } = follow(realtime, hub)
    realtime.start()
    await pass(0)
    setModes(hub, 'refuse')
    hub.closeAll(1006)
    hub.publish('news', 'one')
    await pass(1_000)
    expect(status()).toBe('reconnecting: connection_lost')
    await pass(10_000)
    expect(status()).toBe('live: connected over http_stream')
    expect(kept).toMatchObject({ data: ['one'], reloads: 0 })
  })

  it('leaves a transport that connects and dies again and again', async () => {
    const { hub, realtime, status } = setUp()
    realtime.start()
    await pass(0)
    for (let round = 0; round < 3; round += 1) {
      expect(status()).toBe('live: connected over websocket')
      hub.closeAll(1006)
      await pass(2_000)
    }
    expect(status()).toBe('live: connected over http_stream')
  })

  it('does not blame a transport for what the server ends itself', async () => {
    const { hub, realtime, status } = setUp()
    realtime.start()
    await pass(0)
    for (let round = 0; round < 10; round += 1) {
      hub.closeAll(3001, 'shutdown')
      await pass(2_000)
    }
    expect(status()).toBe('live: connected over websocket')
  })

  it('uses another transport where the session does not get through by one', async () => {
    const { hub, realtime, status } = setUp()
    hub.connectAnswer = { close: 3500 }
    realtime.start()
    await pass(60_000)
    expect(status()).toBe('delayed: polling over poll')
  })

  it('uses what the server lists and nothing else', async () => {
    const { hub, live, realtime, status } = setUp()
    live.info = info('sse', 'poll')
    follow(realtime, hub)
    realtime.start()
    await pass(60_000)
    expect(status()).toBe('delayed: polling over poll')
    expect(hub.attempts).toEqual([])
    expect(hub.streamAttempts).toEqual([])
  })

  it('is off where nothing that it speaks is listed', async () => {
    const { live, realtime, status } = setUp()
    live.info = info('sse')
    realtime.start()
    await pass(0)
    expect(status()).toBe('off: switched_off')
  })

  it('needs no WebSocket class', async () => {
    vi.stubGlobal('WebSocket', undefined)
    const { hub, live, realtime, status } = setUp()
    const bare = new Realtime({
      url: 'ws://desk.example/connection/websocket',
      fetch: hub.fetch,
      liveInfo: async () => live.info,
    })
    bare.start()
    await pass(0)
    expect(bare.getStatus()).toMatchObject({ status: 'live', transport: 'http_stream' })
    bare.stop()
    realtime.stop()
    expect(status()).toBe('off: not_started')
  })

  it('tries WebSocket and HTTP stream where nobody tells what is on', async () => {
    const hub = createFakeHub()
    setModes(hub, 'refuse')
    const realtime = new Realtime({
      url: 'ws://desk.example/connection/websocket',
      WebSocket: hub.WebSocket,
      fetch: hub.fetch,
    })
    realtime.start()
    await pass(0)
    expect(realtime.getStatus()).toMatchObject({ status: 'live', transport: 'http_stream' })
    expect(hub.polls).toEqual([])
  })
})

describe('moving up', () => {
  it.each([
    ['http_stream', 'answer'],
    ['poll', 'refuse'],
  ] as const)('climbs back from %s without a gap, live all the while', async (rung, streamMode) => {
    const { hub, realtime, status } = setUp()
    setModes(hub, 'refuse', streamMode)
    const { kept } = follow(realtime, hub)
    realtime.start()
    await pass(1_000)
    expect(status()).toContain(`over ${rung}`)
    const told = new Set<string>()
    realtime.subscribe(() => told.add(realtime.getStatus().status))
    setModes(hub, 'answer', streamMode)
    for (let second = 0; second < 35; second += 1) {
      hub.publish('news', second)
      await pass(1_000)
    }
    expect(status()).toBe('live: connected over websocket')
    expect(kept.data).toEqual(Array.from({ length: 35 }, (_, index) => index))
    expect(kept.reloads).toBe(0)
    expect(told).not.toContain('reconnecting')
    expect([hub.open, hub.openStreams]).toEqual([1, 0])
  })

  it('climbs from polling to a stream where that is all that works', async () => {
    const { hub, realtime, status } = setUp()
    setModes(hub, 'refuse', 'refuse')
    realtime.start()
    await pass(1_000)
    setModes(hub, 'refuse', 'answer')
    await pass(35_000)
    expect(status()).toBe('live: connected over http_stream')
  })

  it('tries ever more rarely, at last every ten minutes', async () => {
    const { hub, realtime } = setUp()
    setModes(hub, 'refuse')
    realtime.start()
    await pass(2 * 3_600_000)
    const [, ...climbs] = hub.attempts
    const waits = climbs.map((at, index) => Math.round((at - (hub.attempts[index] ?? 0)) / 1_000))
    expect(waits.slice(0, 7)).toEqual([30, 60, 120, 240, 480, 600, 600])
    expect(hub.openStreams).toBe(1)
  })

  it('tries at once when the network comes back', async () => {
    const { hub, realtime, status, wake } = setUp()
    setModes(hub, 'refuse')
    realtime.start()
    await pass(3_600_000)
    setModes(hub, 'answer')
    wake('network_up')
    await pass(2_000)
    expect(status()).toBe('live: connected over websocket')
  })

  it('changes over when WebSockets are switched off, and back when they are on again', async () => {
    const { hub, live, realtime, status } = setUp()
    const { kept } = follow(realtime, hub)
    realtime.start()
    await pass(0)
    live.info = {
      websocket: { enabled: false, reason: 'COPYDESK_WEBSOCKETS_ENABLED is false' },
      transports: ['http_stream', 'poll'],
    }
    realtime.liveInfoChanged(live.info)
    expect(status()).toBe('reconnecting: changing_transport')
    await pass(1_000)
    expect(status()).toBe('live: connected over http_stream')
    expect(realtime.getStatus().words).toContain('COPYDESK_WEBSOCKETS_ENABLED is false')
    hub.publish('news', 'one')
    live.info = info(...everything)
    realtime.liveInfoChanged(live.info)
    await pass(2_000)
    expect(status()).toBe('live: connected over websocket')
    hub.publish('news', 'two')
    await pass(0)
    expect(kept).toMatchObject({ data: ['one', 'two'], reloads: 0 })
  })

  it('finds out by itself that WebSockets are on again', async () => {
    const { live, realtime, status } = setUp()
    live.info = info('http_stream')
    realtime.start()
    await pass(0)
    live.info = info(...everything)
    await pass(35_000)
    expect(status()).toBe('live: connected over websocket')
  })
})
