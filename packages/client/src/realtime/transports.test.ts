/** The ladder at work: the real SDK and the polling link over a network under the test's hand. */
import type { LiveInfo, Transport } from '@copydesk/contract'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createFakeHub, type FakeHub, type Mode } from '../../test/fake-hub.ts'
import { follow } from '../../test/follow.ts'
import { Realtime } from './realtime.ts'
import type { RealtimeOptions } from './realtime-options.ts'
import { createTransportMemory } from './transport-memory.ts'
import type { WakeSignal } from './wake-signals.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const everything: Transport[] = ['websocket', 'http_stream', 'sse', 'poll']
const info = (...transports: Transport[]): LiveInfo => ({ websocket: { enabled: true }, transports })

function setUp(options: Partial<RealtimeOptions> = {}, hub = createFakeHub()) {
  const live = { info: info(...everything), isDown: false }
  let signal: (signal: WakeSignal) => void = () => {}
  let isHidden = false
  const realtime = new Realtime({
    url: 'ws://desk.example/connection/websocket',
    WebSocket: hub.WebSocket,
    fetch: hub.fetch,
    liveInfo: async () => {
      if (live.isDown) throw new Error('no route')
      return live.info
    },
    checkSession: async () => 'signed_in',
    random: () => 0.5,
    wakeSignals: {
      isOnline: () => true,
      isHidden: () => isHidden,
      subscribe: (listener) => {
        signal = listener
        return () => {}
      },
    },
    ...options,
  })
  return {
    hub,
    live,
    realtime,
    wake: (one: WakeSignal) => signal(one),
    hide: () => {
      isHidden = true
    },
    status: () => {
      const { status, reason, transport } = realtime.getStatus()
      return `${status}: ${reason}${transport ? ` over ${transport}` : ''}`
    },
  }
}

function setModes(hub: FakeHub, mode: Mode, streamMode: Mode = 'answer', pollMode: Mode = 'answer') {
  Object.assign(hub, { mode, streamMode, pollMode })
}

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

describe('what is remembered', () => {
  const setUpMemory = () => {
    const values = new Map<string, string>()
    return createTransportMemory({
      getItem: (key) => values.get(key) ?? null,
      setItem: (key, value) => void values.set(key, value),
      removeItem: (key) => void values.delete(key),
    })
  }

  it('spares the next page the failing transport, for a while', async () => {
    const memory = setUpMemory()
    const first = setUp({ memory })
    setModes(first.hub, 'silent')
    first.realtime.start()
    await pass(6_000)
    first.realtime.stop()

    const second = setUp({ memory })
    setModes(second.hub, 'silent')
    second.realtime.start()
    await pass(0)
    expect(second.status()).toBe('live: connected over http_stream')
    expect(second.hub.attempts).toEqual([])
    second.realtime.stop()

    await pass(15 * 60_000)
    const third = setUp({ memory })
    third.realtime.start()
    await pass(0)
    expect(third.status()).toBe('live: connected over websocket')
    third.realtime.stop()
  })

  it('is forgotten where the best one works, and on another network', async () => {
    const memory = setUpMemory()
    memory.remember('poll')
    const { hub, realtime, wake } = setUp({ memory })
    setModes(hub, 'refuse')
    realtime.start()
    await pass(0)
    expect(memory.recall()).toBe('poll')
    wake('network_up')
    expect(memory.recall()).toBeNull()
    setModes(hub, 'answer')
    await pass(5_000)
    expect(realtime.getStatus().transport).toBe('websocket')
    expect(memory.recall()).toBeNull()
  })

  it('is nothing where the store refuses', () => {
    const refuse = () => {
      throw new Error('denied')
    }
    const memory = createTransportMemory({ getItem: refuse, setItem: refuse, removeItem: refuse })
    memory.remember('poll')
    expect(memory.recall()).toBeNull()
  })
})

describe('an HTTP stream', () => {
  it('whose answers are held back is called delayed, until they are not', async () => {
    const { hub, realtime, status } = setUp()
    setModes(hub, 'refuse')
    hub.streamDelayMs = 4_000
    realtime.start()
    await pass(10_000)
    expect(status()).toBe('delayed: buffered over http_stream')
    hub.streamDelayMs = 0
    await pass(35_000)
    expect(status()).toBe('live: connected over http_stream')
  })

  it('that is held back for good is left', async () => {
    const { hub, realtime, status } = setUp()
    setModes(hub, 'refuse')
    realtime.start()
    await pass(0)
    hub.streamMode = 'silent'
    await pass(120_000)
    expect(status()).toBe('delayed: polling over poll')
  })

  it('recovers what was published while it was gone', async () => {
    const { hub, realtime, status } = setUp()
    setModes(hub, 'refuse')
    const { kept } = follow(realtime, hub)
    realtime.start()
    await pass(0)
    hub.closeAll(1006)
    hub.publish('news', 'one')
    await pass(2_000)
    expect(status()).toBe('live: connected over http_stream')
    expect(kept).toMatchObject({ data: ['one'], reloads: 0 })
  })

  it('tells since when the screen may be behind', async () => {
    const { hub, realtime } = setUp()
    setModes(hub, 'refuse')
    realtime.start()
    await pass(20_000)
    hub.push({})
    await pass(0)
    const heardAt = Date.now()
    await pass(5_000)
    hub.closeAll(1006)
    await pass(0)
    expect(realtime.getStatus().lastUpdateAt).toBe(heardAt)
  })
})

describe('polling', () => {
  const setUpPolling = async () => {
    const parts = setUp()
    parts.live.info = info('poll')
    parts.realtime.start()
    await pass(0)
    expect(parts.status()).toBe('delayed: polling over poll')
    return parts
  }

  it('asks every few seconds, for each channel that somebody follows', async () => {
    const { hub, realtime } = await setUpPolling()
    const news = follow(realtime, hub, 'news')
    follow(realtime, hub, 'weather')
    await pass(60_000)
    const asked = hub.polls.filter(({ channel }) => channel === 'news')
    expect(asked.length).toBeGreaterThanOrEqual(12)
    expect(asked.length).toBeLessThanOrEqual(14)
    news.leave()
    const before = hub.polls.length
    await pass(60_000)
    expect(new Set(hub.polls.slice(before).map(({ channel }) => channel))).toEqual(new Set(['weather']))
  })

  it('asks for a new channel at once, and when there is known to be something new', async () => {
    const { hub, realtime } = await setUpPolling()
    const { kept } = follow(realtime, hub)
    await pass(0)
    expect(realtime.isLive('news')).toBe(true)
    hub.publish('news', 'mine')
    realtime.hasten()
    await pass(0)
    expect(kept.data).toEqual(['mine'])
  })

  it('asks less often while the page is hidden, and at once when it is shown', async () => {
    const { hub, realtime, hide, wake } = await setUpPolling()
    const { kept } = follow(realtime, hub)
    hide()
    await pass(5_000)
    const before = hub.polls.length
    await pass(60_000)
    expect(hub.polls.length - before).toBe(2)
    hub.publish('news', 'one')
    wake('page_shown')
    await pass(0)
    expect(kept.data).toEqual(['one'])
  })

  it('says "reload" when not everything is kept, and goes on from there', async () => {
    const { hub, realtime } = await setUpPolling()
    const { kept } = follow(realtime, hub)
    await pass(5_000)
    hub.publish('news', 'old')
    hub.forget('news')
    await pass(6_000)
    expect(kept.reloads).toBe(1)
    hub.publish('news', 'new')
    await pass(6_000)
    expect(kept.data.at(-1)).toBe('new')
    expect(kept.reloads).toBe(1)
    hub.channel('news').rotate()
    await pass(6_000)
    expect(kept.reloads).toBe(2)
  })

  it('closes what may not be read', async () => {
    const { hub, realtime, status } = await setUpPolling()
    hub.refusals.set('secret', 103)
    const { kept } = follow(realtime, hub, 'secret')
    await pass(0)
    expect(kept.closed).toEqual([103])
    const asked = hub.polls.length
    await pass(20_000)
    expect(hub.polls).toHaveLength(asked)
    expect(status()).toBe('delayed: polling over poll')
  })

  it('tells when it was last answered', async () => {
    const { realtime } = await setUpPolling()
    await pass(20_000)
    expect(Date.now() - (realtime.getStatus().lastUpdateAt ?? 0)).toBeLessThan(6_000)
  })

  it('asks about the session when it is answered as to nobody', async () => {
    let session: 'signed_in' | 'signed_out' = 'signed_out'
    const { hub, live, realtime, status } = setUp({ checkSession: async () => session })
    live.info = info('poll')
    hub.isSignedOut = true
    follow(realtime, hub)
    realtime.start()
    await pass(0)
    expect(status()).toBe('off: signed_out')
    session = 'signed_in'
    hub.isSignedOut = false
    await pass(30_000)
    expect(status()).toBe('delayed: polling over poll')
  })

  it('knows nobody who is there', async () => {
    const { hub, realtime } = setUp()
    hub.presence.set('here:p', { c1: { client: 'c1', user: 'ada' } })
    realtime.start()
    await pass(0)
    const here = realtime.here('here:p', () => {})
    await pass(0)
    expect(here.getPeople()).toEqual([{ personId: 'ada', windows: 1 }])
    realtime.liveInfoChanged(info('poll'))
    await pass(2_000)
    expect(here.getPeople()).toEqual([])
    realtime.liveInfoChanged(info(...everything))
    await pass(2_000)
    expect(here.getPeople()).toEqual([{ personId: 'ada', windows: 1 }])
  })

  it('leaves no timer behind when it is stopped', async () => {
    const { hub, realtime } = await setUpPolling()
    follow(realtime, hub)
    await pass(7_000)
    realtime.stop()
    await pass(0)
    expect(vi.getTimerCount()).toBe(0)
  })
})
