/** The client against the real hub over real sockets: what is promised to people on each side of the wire. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ApiError, createLive, type Live, type Realtime, type Rung } from '../src/index.ts'
import { channel, me, type Notes } from './note-server.ts'
import { type RealHub, startRealHub, until } from './real-hub.ts'

let real: RealHub
beforeEach(async () => {
  real = await startRealHub()
})
afterEach(() => real.close())

const stands = (realtime: Realtime) =>
  until(realtime.subscribe, () => realtime.isConnected() && realtime.getStatus().status !== 'connecting')
const texts = (live: Live<Notes>) => live.getSnapshot().data?.data.map((note) => `${note.id}=${note.text}`)
const shows = (live: Live<Notes>, ...expected: string[]) =>
  until(live.subscribe, () => texts(live)?.join() === expected.join())

/** What the tests of one suite connect over. */
let transports: Rung[] = ['websocket']

async function setUp(options: Parameters<RealHub['realtime']>[1] = {}) {
  const realtime = real.realtime(me, { transports, ...options })
  const live = createLive(real.options(realtime))
  live.subscribe(() => {})
  realtime.start()
  await stands(realtime)
  await until(live.subscribe, () => live.getSnapshot().status === 'ready')
  return { realtime, live }
}

describe.each(['websocket', 'http_stream'] as const)('a live snapshot over the real hub (%s)', (rung) => {
  beforeEach(() => {
    transports = [rung]
  })

  it('shows what is written, once and in order', async () => {
    const { live } = await setUp()
    const seen: string[] = []
    live.subscribe(() => seen.push(texts(live)?.join() ?? ''))
    for (let number = 1; number <= 50; number += 1) real.write('a', `${number}`)
    await shows(live, 'a=50')
    expect(seen).toEqual(Array.from({ length: 50 }, (_, index) => `a=${index + 1}`))
    expect(real.reads).toBe(1)
  })

  it('is called delayed while the server hears of others late, after a reconnect as well, and live again', async () => {
    const { realtime } = await setUp()
    const isTold = (status: string) => until(realtime.subscribe, () => realtime.getStatus().status === status)
    real.broker.state = { phase: 'degraded', reason: 'away' }
    await isTold('delayed')
    expect(realtime.getStatus()).toMatchObject({ reason: 'catching_up', transport: rung })
    real.cut()
    await isTold('reconnecting')
    await isTold('delayed')
    real.broker.state = { phase: 'connected' }
    await isTold('live')
  })

  it('misses nothing that is written while it loads and subscribes', async () => {
    const realtime = real.realtime(me, { transports })
    const options = real.options(realtime)
    const live = createLive({
      ...options,
      load: async (call) => {
        const snapshot = await options.load(call)
        for (let number = 1; number <= 20; number += 1) real.write('a', `while loading ${number}`)
        return snapshot
      },
    })
    realtime.start()
    live.subscribe(() => {})
    // Others go on writing at every step of the connection.
    realtime.subscribe(() => real.write('b', realtime.getStatus().status))
    await stands(realtime)
    real.write('c', 'after')
    await shows(live, 'c=after', 'b=live', 'a=while loading 20')
    expect(real.reads).toBe(1)
  })

  it('recovers what it missed while it was cut off, without loading anew', async () => {
    const { realtime, live } = await setUp()
    for (let round = 1; round <= 3; round += 1) {
      const lost = until(realtime.subscribe, () => realtime.getStatus().status === 'reconnecting')
      real.cut()
      await lost
      for (let number = 1; number <= 20; number += 1) real.write('a', `round ${round}, ${number}`)
      await shows(live, `a=round ${round}, 20`)
    }
    expect(real.reads).toBe(1)
    expect(realtime.getStatus().status).toBe('live')
  })

  it('loads anew, in place, when what it missed is not kept any more', async () => {
    const { realtime, live } = await setUp()
    real.write('a', 'old')
    await shows(live, 'a=old')
    const lost = until(realtime.subscribe, () => realtime.getStatus().status === 'reconnecting')
    real.cut()
    await lost
    real.write('a', 'new')
    real.journal.prune(channel, 0)
    await shows(live, 'a=new')
    expect(real.reads).toBe(2)
    real.write('b', 'after')
    await shows(live, 'b=after', 'a=new')
  })

  it('loads anew when it missed more than the hub replays', async () => {
    const { realtime, live } = await setUp()
    const lost = until(realtime.subscribe, () => realtime.getStatus().status === 'reconnecting')
    real.cut()
    await lost
    for (let number = 1; number <= 301; number += 1) real.write('a', `${number}`)
    await shows(live, 'a=301')
    expect(real.reads).toBe(2)
  })

  it('loads anew when the journal begins a new epoch under it', async () => {
    const { live } = await setUp()
    real.write('a', 'old')
    await shows(live, 'a=old')
    real.journal.rotateEpochs()
    await until(live.subscribe, () => real.reads === 2)
    real.write('b', 'new')
    await shows(live, 'b=new', 'a=old')
  })

  it('survives a server that is killed, and recovers when it is back', async () => {
    const { realtime, live } = await setUp()
    const lost = until(realtime.subscribe, () => realtime.getStatus().status === 'reconnecting')
    await real.kill()
    await lost
    real.write('a', 'written before the restart')
    await real.start()
    await shows(live, 'a=written before the restart')
    expect(realtime.getStatus().status).toBe('live')
    expect(real.reads).toBe(1)
  })

  it('settles an own write by its event', async () => {
    const { live } = await setUp()
    real.write('a', 'old')
    await shows(live, 'a=old')
    const seen = new Set<string>()
    live.subscribe(() => seen.add(texts(live)?.join() ?? ''))
    const sent = Promise.withResolvers<void>()
    const outcome = live.optimistic(
      'command-1',
      (state) => ({ ...state, data: state.data.map((note) => ({ ...note, text: 'mine' })) }),
      sent.promise,
    )
    expect(texts(live)).toEqual(['a=mine'])
    real.write('a', 'mine', 'command-1')
    sent.resolve()
    expect(await outcome).toEqual({ ok: true })
    await until(live.subscribe, () => !live.getSnapshot().pending)
    expect([...seen]).toEqual(['a=mine'])
  })

  it('asks why when its right is taken away, and comes back when it is given again', async () => {
    const { realtime, live } = await setUp()
    real.write('a', 'subscribed')
    await shows(live, 'a=subscribed')
    real.allowed = false
    await real.hub.recheck()
    await until(live.subscribe, () => real.reads > 1)
    real.allowed = true
    real.write('a', 'again')
    await shows(live, 'a=again')
    expect(realtime.getStatus().status).toBe('live')
  })
})

describe('a live snapshot over polling', () => {
  beforeEach(() => {
    transports = ['poll']
  })
  const setUpPolling = () => setUp({ pollEveryMs: 10 })

  it('shows what is written, once and in order, and says that it is late', async () => {
    const { realtime, live } = await setUpPolling()
    const seen: string[] = []
    live.subscribe(() => seen.push(texts(live)?.join() ?? ''))
    for (let number = 1; number <= 50; number += 1) real.write('a', `${number}`)
    await shows(live, 'a=50')
    expect(seen).toEqual(Array.from({ length: 50 }, (_, index) => `a=${index + 1}`))
    expect(realtime.getStatus()).toMatchObject({ status: 'delayed', reason: 'polling' })
    expect(real.reads).toBe(1)
  })

  it('goes on where it was after the server was killed', async () => {
    const { realtime, live } = await setUpPolling()
    const lost = until(realtime.subscribe, () => realtime.getStatus().status === 'reconnecting')
    await real.kill()
    await lost
    real.write('a', 'written before the restart')
    await real.start()
    await shows(live, 'a=written before the restart')
    expect(real.reads).toBe(1)
  })

  it('loads anew when more was missed than is replayed, and when the journal begins a new epoch', async () => {
    const { live } = await setUpPolling()
    for (let number = 1; number <= 301; number += 1) real.write('a', `${number}`)
    await shows(live, 'a=301')
    expect(real.reads).toBe(2)
    real.journal.rotateEpochs()
    await until(live.subscribe, () => real.reads === 3)
    real.write('b', 'new')
    await shows(live, 'b=new', 'a=301')
  })

  it('asks why when its right is taken away, and comes back when it is given again', async () => {
    const { live } = await setUpPolling()
    real.allowed = false
    await until(live.subscribe, () => real.reads > 1)
    real.allowed = true
    real.write('a', 'again')
    await shows(live, 'a=again')
  })
})

describe('the ladder at the real hub', () => {
  it('goes down where WebSockets are refused, and up again, without loading anew', async () => {
    let isRefused = true
    class Refused extends WebSocket {
      constructor(url: string | URL) {
        // Nothing listens there.
        super(isRefused ? 'ws://127.0.0.1:9/' : url)
      }
    }
    const { realtime, live } = await setUp({ transports: ['websocket', 'http_stream'], WebSocket: Refused })
    expect(realtime.getStatus().transport).toBe('http_stream')
    real.write('a', 'over a stream')
    await shows(live, 'a=over a stream')
    isRefused = false
    const up = until(realtime.subscribe, () => realtime.getStatus().transport === 'websocket')
    realtime.liveInfoChanged({ websocket: { enabled: false }, transports: ['http_stream'] })
    realtime.liveInfoChanged({ websocket: { enabled: true }, transports: ['websocket', 'http_stream'] })
    for (let number = 1; realtime.getStatus().transport !== 'websocket'; number += 1) {
      real.write('a', `${number}`)
      await Promise.race([up, shows(live, `a=${number}`)])
    }
    real.write('a', 'over a socket')
    await shows(live, 'a=over a socket')
    expect(real.reads).toBe(1)
  })
})

describe('the connection to the real hub', () => {
  beforeEach(() => {
    transports = ['websocket']
  })
  it.each([3503, 3500])('comes back after the terminal code %i while the session stands', async (code) => {
    let checks = 0
    const { realtime, live } = await setUp({
      checkSession: async () => {
        checks += 1
        return 'signed_in'
      },
    })
    const refused = until(realtime.subscribe, () => realtime.getStatus().reason === 'refused')
    real.hub.disconnectUser(me, code)
    await refused
    real.write('a', 'meanwhile')
    await shows(live, 'a=meanwhile')
    expect(checks).toBe(1)
    expect(real.reads).toBe(1)
  })

  it('is off after signing out, and makes no further attempt', async () => {
    const { realtime } = await setUp({ checkSession: async () => 'signed_out' })
    const upgrades = real.upgrades
    const off = until(realtime.subscribe, () => realtime.getStatus().status === 'off')
    real.hub.endSession(`session of ${me}`)
    await off
    expect(realtime.getStatus()).toMatchObject({ status: 'off', reason: 'signed_out' })
    expect(real.upgrades).toBe(upgrades)
  })

  it('is not even tried while WebSockets are switched off', async () => {
    const realtime = real.realtime(me, {
      liveInfo: async () => ({ websocket: { enabled: false, reason: 'switched off' }, transports: [] }),
    })
    const live = createLive(real.options(realtime))
    live.subscribe(() => {})
    realtime.start()
    await until(realtime.subscribe, () => realtime.getStatus().reason === 'switched_off')
    await until(live.subscribe, () => live.getSnapshot().status === 'ready')
    real.write('a', 'by hand')
    await live.refresh()
    expect(texts(live)).toEqual(['a=by hand'])
    expect(real.upgrades).toBe(0)
  })

  it('answers when it is asked whether it still stands', async () => {
    const { realtime } = await setUp()
    const told: string[] = []
    realtime.subscribe(() => told.push(realtime.getStatus().status))
    realtime.checkNow()
    // The answer to the probe comes before whatever was written after it.
    const live = createLive(real.options(realtime))
    live.subscribe(() => {})
    real.write('a', 'after')
    await shows(live, 'a=after')
    expect(told).toEqual([])
  })

  it('knows who is in a presence channel', async () => {
    const { realtime } = await setUp()
    const visitor = real.realtime('bo')
    visitor.start()
    await stands(visitor)
    const listeners = new Set<() => void>()
    const here = realtime.here('here:p', () => {
      for (const listener of listeners) listener()
    })
    const people = () => here.getPeople().map((one) => `${one.personId} ${one.windows}`)
    const told = (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    }
    await until(told, () => people().join() === `${me} 1`)
    const visit = visitor.here('here:p', () => {})
    await until(told, () => people().join() === `bo 1,${me} 1`)
    visit.close()
    await until(told, () => people().join() === `${me} 1`)
    here.close()
  })

  it('tells a consumer that a failed load is not its fault', async () => {
    const realtime = real.realtime()
    const live = createLive({
      ...real.options(realtime),
      load: async () => {
        throw new ApiError({ code: 'forbidden', status: 403, title: 'no', remedy: '' })
      },
    })
    live.subscribe(() => {})
    await until(live.subscribe, () => live.getSnapshot().status === 'error')
    expect(live.getSnapshot().error?.code).toBe('forbidden')
  })
})
