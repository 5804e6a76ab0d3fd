import type { LiveInfo } from '@copydesk/contract'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createFakeHub } from '../../test/fake-hub.ts'
import type { FeedConsumer } from './channel-feed.ts'
import { Realtime } from './realtime.ts'
import type { RealtimeOptions, SessionCheck } from './realtime-options.ts'
import type { WakeSignal } from './wake-signals.ts'

const on: LiveInfo = { websocket: { enabled: true }, transports: ['websocket'] }
const off: LiveInfo = {
  websocket: { enabled: false, reason: 'COPYDESK_WEBSOCKETS_ENABLED is false' },
  transports: [],
  reason: 'COPYDESK_WEBSOCKETS_ENABLED is false, and this version has no other transport',
}

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) })
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

function setUp(options: Partial<RealtimeOptions> = {}) {
  const hub = createFakeHub()
  const asked = { live: 0, session: 0 }
  const answers = { live: on as LiveInfo | Error, session: 'signed_in' as SessionCheck }
  let signal: (signal: WakeSignal) => void = () => {}
  const realtime = new Realtime({
    url: 'ws://desk.example/connection/websocket',
    WebSocket: hub.WebSocket,
    liveInfo: async () => {
      asked.live += 1
      if (answers.live instanceof Error) throw answers.live
      return answers.live
    },
    checkSession: async () => {
      asked.session += 1
      return answers.session
    },
    wakeSignals: {
      isOnline: () => true,
      isHidden: () => false,
      subscribe: (listener) => {
        signal = listener
        return () => {
          signal = () => {}
        }
      },
    },
    ...options,
  })
  const told: string[] = []
  realtime.subscribe(() => {
    const { status, reason } = realtime.getStatus()
    if (told.at(-1) !== `${status}: ${reason}`) told.push(`${status}: ${reason}`)
  })
  return { hub, realtime, asked, answers, told, wake: (one: WakeSignal) => signal(one) }
}

async function setUpLive(options: Partial<RealtimeOptions> = {}) {
  const parts = setUp(options)
  parts.realtime.start()
  await pass(0)
  expect(parts.realtime.getStatus().status).toBe('live')
  parts.told.length = 0
  return parts
}

describe('connecting', () => {
  it('asks what is switched on before it opens a socket', async () => {
    const { promise, resolve } = Promise.withResolvers<LiveInfo>()
    const { hub, realtime, told } = setUp({ liveInfo: () => promise })
    realtime.start()
    await pass(10_000)
    expect(hub.attempts).toHaveLength(0)
    resolve(on)
    await pass(0)
    expect(hub.attempts).toHaveLength(1)
    expect(told).toEqual(['connecting: starting', 'live: connected'])
  })

  it('opens no socket at all when WebSockets are off, says which setting did it, and asks again', async () => {
    const { hub, realtime, asked, answers } = setUp()
    answers.live = off
    realtime.start()
    await pass(10 * 60_000)
    expect(hub.attempts).toHaveLength(0)
    expect(realtime.getStatus()).toMatchObject({ status: 'off', reason: 'switched_off', words: off.reason })
    expect(asked.live).toBeGreaterThanOrEqual(20)
    expect(asked.live).toBeLessThanOrEqual(23)
    answers.live = on
    await pass(30_000)
    expect(realtime.getStatus().status).toBe('live')
  })

  it('tries again, ever more slowly, while it cannot even ask', async () => {
    const { hub, realtime, asked, answers } = setUp()
    answers.live = new Error('no route')
    realtime.start()
    await pass(0)
    expect(realtime.getStatus()).toMatchObject({ status: 'reconnecting', reason: 'server_unreachable' })
    await pass(10 * 60_000)
    expect(asked.live).toBeGreaterThan(40)
    expect(asked.live).toBeLessThan(80)
    expect(hub.attempts).toHaveLength(0)
    answers.live = on
    await pass(20_000)
    expect(realtime.getStatus().status).toBe('live')
  })

  it('does not wait for ever for an answer', async () => {
    let answer: () => Promise<LiveInfo> = () => new Promise(() => {})
    const { realtime } = setUp({ liveInfo: () => answer() })
    realtime.start()
    await pass(35_000)
    expect(realtime.getStatus()).toMatchObject({ status: 'reconnecting', reason: 'server_unreachable' })
    answer = async () => on
    await pass(1_000)
    expect(realtime.getStatus().status).toBe('live')
  })

  it('counts a socket that opens and carries nothing as a failure', async () => {
    const { hub, realtime } = setUp()
    hub.mode = 'silent'
    realtime.start()
    await pass(5_100)
    expect(realtime.getStatus()).toMatchObject({ status: 'reconnecting', reason: 'no_reply' })
    hub.mode = 'answer'
    await pass(20_000)
    expect(realtime.getStatus().status).toBe('live')
  })

  it.each(['refuse', 'hang'] as const)(
    'never gives up (%s), and never waits longer than the cap',
    async (mode) => {
      const { hub, realtime } = setUp()
      hub.mode = mode
      realtime.start()
      await pass(60 * 60_000)
      expect(realtime.getStatus()).toMatchObject({ status: 'reconnecting', reason: 'no_connection' })
      const waits = hub.attempts.slice(1).map((at, index) => at - (hub.attempts[index] ?? 0))
      expect(waits.length).toBeGreaterThan(150)
      expect(Math.max(...waits)).toBeLessThanOrEqual(25_000)
      hub.mode = 'answer'
      await pass(25_000)
      expect(realtime.getStatus().status).toBe('live')
    },
  )

  it('notices by asking that it fails because realtime was switched off', async () => {
    const { hub, realtime, answers } = await setUpLive()
    hub.mode = 'refuse'
    answers.live = off
    hub.closeAll(1006)
    await pass(12_000)
    expect(realtime.getStatus()).toMatchObject({ status: 'off', reason: 'switched_off' })
    const attempts = hub.attempts.length
    await pass(60_000)
    expect(hub.attempts).toHaveLength(attempts)
  })

  it('sends the token it is given', async () => {
    const { hub } = await setUpLive({ getToken: async () => 'secret' })
    expect(hub.commands[0]).toMatchObject({ connect: { token: 'secret' } })
  })

  it('goes on trying when no token can be had', async () => {
    let fail = true
    const { realtime } = setUp({
      getToken: async () => {
        if (fail) throw new Error('no token')
        return 'secret'
      },
    })
    realtime.start()
    await pass(10_000)
    expect(realtime.getStatus()).toMatchObject({ status: 'reconnecting', reason: 'server_unreachable' })
    fail = false
    await pass(20_000)
    expect(realtime.getStatus().status).toBe('live')
  })
})

describe('a connection that ends', () => {
  it('is opened again', async () => {
    const { hub, realtime, told } = await setUpLive()
    hub.closeAll(1006)
    expect(told).toEqual(['reconnecting: connection_lost'])
    await pass(1_000)
    expect(told).toEqual(['reconnecting: connection_lost', 'live: connected'])
    expect(realtime.getStatus().status).toBe('live')
  })

  it('tells since when the screen may be behind', async () => {
    const { hub, realtime } = await setUpLive()
    await pass(20_000)
    hub.push({})
    const heardAt = Date.now()
    await pass(20_000)
    hub.closeAll(1006)
    expect(realtime.getStatus().lastUpdateAt).toBe(heardAt)
    realtime.noteRefresh()
    expect(realtime.getStatus().lastUpdateAt).toBe(Date.now())
  })

  it('without a word is noticed by the missing pings', async () => {
    const { hub, realtime } = await setUpLive()
    hub.mode = 'hang'
    await pass(36_000)
    expect(realtime.getStatus().status).toBe('reconnecting')
  })

  it('is tried again at once when the network comes back or the page is shown', async () => {
    const { hub, realtime, wake } = await setUpLive()
    hub.mode = 'refuse'
    hub.closeAll(1006)
    await pass(120_000)
    for (const signal of ['network_up', 'page_shown'] as const) {
      const attempts = hub.attempts.length
      wake(signal)
      await pass(0)
      expect(hub.attempts).toHaveLength(attempts + 1)
    }
    hub.mode = 'answer'
    wake('page_shown')
    await pass(0)
    expect(realtime.getStatus().status).toBe('live')
  })

  it('is not tried twice at the same time', async () => {
    const { hub, wake } = await setUpLive()
    hub.mode = 'hang'
    hub.closeAll(1006)
    await pass(1_000)
    const attempts = hub.attempts.length
    wake('page_shown')
    wake('network_up')
    await pass(0)
    expect(hub.attempts).toHaveLength(attempts)
  })

  it('is called offline while the device has no network', async () => {
    const { hub, realtime, wake } = await setUpLive()
    hub.mode = 'refuse'
    wake('network_down')
    expect(realtime.getStatus()).toMatchObject({ status: 'offline', reason: 'no_network' })
    expect(hub.open).toBe(0)
    wake('network_up')
    expect(realtime.getStatus().status).toBe('reconnecting')
  })

  it('though it seems to stand is found out when the page is shown again', async () => {
    const { hub, realtime, wake } = await setUpLive()
    hub.mode = 'silent'
    wake('page_shown')
    await pass(4_900)
    expect(realtime.getStatus().status).toBe('live')
    hub.mode = 'answer'
    await pass(200)
    expect(hub.attempts).toHaveLength(2)
    expect(realtime.getStatus().status).toBe('live')
  })

  it('is left alone when it answers', async () => {
    const { hub, realtime, told, wake } = await setUpLive()
    wake('page_shown')
    await pass(20_000)
    expect(told).toEqual([])
    expect(hub.attempts).toHaveLength(1)
    expect(realtime.getStatus().status).toBe('live')
  })
})

describe('a connection that the server ends for good', () => {
  it.each([3500, 3501, 3503, 4500])('(%i) is tried again while the session stands', async (code) => {
    const { hub, realtime, asked } = await setUpLive()
    hub.closeAll(code, 'ended')
    await pass(0)
    expect(asked.session).toBe(1)
    expect(realtime.getStatus()).toMatchObject({ status: 'reconnecting', reason: 'refused' })
    await pass(1_000)
    expect(realtime.getStatus().status).toBe('live')
  })

  it('again and again is tried ever more slowly, and never given up', async () => {
    const { hub, realtime } = await setUpLive()
    hub.connectAnswer = { close: 3500 }
    hub.closeAll(3500, 'invalid token')
    await pass(10 * 60_000)
    expect(hub.attempts.length).toBeGreaterThan(40)
    expect(hub.attempts.length).toBeLessThan(80)
    hub.connectAnswer = null
    await pass(20_000)
    expect(realtime.getStatus().status).toBe('live')
  })

  it('because nobody is signed in is off, and comes back when somebody is', async () => {
    const { hub, realtime, answers } = await setUpLive()
    answers.session = 'signed_out'
    hub.closeAll(3500, 'invalid token')
    await pass(0)
    expect(realtime.getStatus()).toMatchObject({ status: 'off', reason: 'signed_out' })
    await pass(10 * 60_000)
    expect(hub.attempts).toHaveLength(1)
    answers.session = 'signed_in'
    await pass(30_000)
    expect(realtime.getStatus().status).toBe('live')
  })

  it('is tried again when the session cannot be checked', async () => {
    const { hub, realtime, answers } = await setUpLive()
    answers.session = 'unknown'
    hub.closeAll(3500, 'invalid token')
    await pass(1_000)
    expect(realtime.getStatus().status).toBe('live')
  })

  it('by an error reply is treated alike', async () => {
    const { hub, realtime, asked } = setUp()
    hub.connectAnswer = { error: { code: 101, message: 'unauthorized' } }
    realtime.start()
    await pass(0)
    expect(asked.session).toBe(1)
    hub.connectAnswer = null
    await pass(1_000)
    expect(realtime.getStatus().status).toBe('live')
  })
})

describe('stopping', () => {
  it('closes the socket and leaves no timer behind', async () => {
    const { hub, realtime } = await setUpLive()
    realtime.stop()
    expect(hub.open).toBe(0)
    expect(realtime.getStatus()).toMatchObject({ status: 'off', reason: 'not_started' })
    expect(vi.getTimerCount()).toBe(0)
  })

  it('while waiting leaves no timer behind either', async () => {
    const { hub, realtime, answers } = await setUpLive()
    answers.live = new Error('no route')
    hub.closeAll(3500)
    await pass(5_000)
    realtime.stop()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('and starting again keeps the channels', async () => {
    const { hub, realtime } = await setUpLive()
    const got: unknown[] = []
    const member = realtime.join('news', createConsumer(got))
    member.startAt({ epoch: 'e', offset: 0 })
    await pass(0)
    realtime.stop()
    hub.publish('news', 'one')
    realtime.start()
    await pass(0)
    expect(got).toEqual(['one'])
  })
})

function createConsumer(got: unknown[], said: string[] = []): FeedConsumer {
  return {
    onPublication: ({ data }, fresh) => {
      if (fresh) got.push(data)
    },
    onReload: (reason) => said.push(`reload: ${reason}`),
    onClosed: ({ code }) => said.push(`closed: ${code}`),
  }
}

describe('channels', () => {
  it('are subscribed to once, from the position of the first snapshot, and left with the last consumer', async () => {
    const { hub, realtime } = await setUpLive()
    hub.publish('news', 'zero')
    hub.publish('news', 'one')
    const first: unknown[] = []
    const second: unknown[] = []
    const a = realtime.join('news', createConsumer(first))
    const b = realtime.join('news', createConsumer(second))
    expect(a.startAt({ epoch: 'e', offset: 1 })).toBe('attached')
    expect(b.startAt({ epoch: 'e', offset: 2 })).toBe('attached')
    await pass(0)
    hub.publish('news', 'two')
    await pass(0)
    expect(first).toEqual(['one', 'two'])
    expect(second).toEqual(['two'])
    expect(realtime.isLive('news')).toBe(true)
    a.leave()
    b.leave()
    await pass(0)
    const sent = hub.commands.filter((command) => 'subscribe' in command || 'unsubscribe' in command)
    expect(sent).toMatchObject([
      { subscribe: { channel: 'news', recover: true, offset: 1, epoch: 'e' } },
      { unsubscribe: { channel: 'news' } },
    ])
    expect(realtime.isLive('news')).toBe(false)
  })

  it('recover what was published while the connection was gone', async () => {
    const { hub, realtime } = await setUpLive()
    const got: unknown[] = []
    realtime.join('news', createConsumer(got)).startAt({ epoch: 'e', offset: 0 })
    await pass(0)
    hub.publish('news', 'one')
    await pass(0)
    hub.closeAll(1006)
    hub.publish('news', 'two')
    await pass(1_000)
    hub.publish('news', 'three')
    await pass(0)
    expect(got).toEqual(['one', 'two', 'three'])
  })

  it('say "reload" when that is not there any more', async () => {
    const { hub, realtime } = await setUpLive()
    const said: string[] = []
    realtime.join('news', createConsumer([], said)).startAt({ epoch: 'e', offset: 0 })
    await pass(0)
    hub.closeAll(1006)
    hub.publish('news', 'one')
    hub.forget('news')
    await pass(1_000)
    expect(said).toEqual(['reload: not_recovered'])
  })

  it('that may not be read are closed', async () => {
    const { hub, realtime } = await setUpLive()
    hub.refusals.set('secret', 103)
    const said: string[] = []
    realtime.join('secret', createConsumer([], said)).startAt({ epoch: 'e', offset: 0 })
    await pass(0)
    expect(said).toEqual(['closed: 103'])
    expect(realtime.isLive('secret')).toBe(false)
  })

  it('whose right is taken away are closed, and may be joined again', async () => {
    const { hub, realtime } = await setUpLive()
    const said: string[] = []
    const got: unknown[] = []
    const member = realtime.join('news', createConsumer(got, said))
    member.startAt({ epoch: 'e', offset: 0 })
    await pass(0)
    hub.push({ push: { channel: 'news', unsubscribe: { code: 2000, reason: 'server unsubscribe' } } })
    await pass(0)
    expect(said).toEqual(['closed: 2000'])
    expect(member.startAt({ epoch: 'e', offset: 0 })).toBe('attached')
    await pass(0)
    hub.publish('news', 'one')
    await pass(0)
    expect(got).toEqual(['one'])
  })

  it('do not suffer from a listener that throws', async () => {
    const errors: unknown[] = []
    const { hub, realtime } = setUp({ onError: (error) => errors.push(error) })
    realtime.subscribe(() => {
      throw new Error('broken')
    })
    realtime.start()
    await pass(0)
    hub.closeAll(1006)
    await pass(1_000)
    expect(realtime.getStatus().status).toBe('live')
    expect(errors.length).toBeGreaterThan(2)
  })

  it('do not suffer from a consumer that throws', async () => {
    const errors: unknown[] = []
    const { hub, realtime } = await setUpLive({ onError: (error) => errors.push(error) })
    const got: unknown[] = []
    const broken = createConsumer([])
    broken.onPublication = () => {
      throw new Error('broken')
    }
    realtime.join('news', broken).startAt({ epoch: 'e', offset: 0 })
    realtime.join('news', createConsumer(got)).startAt({ epoch: 'e', offset: 0 })
    await pass(0)
    hub.publish('news', 'one')
    await pass(0)
    expect(got).toEqual(['one'])
    expect(errors).toHaveLength(1)
    expect(realtime.getStatus().status).toBe('live')
  })
})

describe('who is here', () => {
  const client = (id: string, user: string) => ({ client: id, user })

  it('is asked for, then kept up to date by joins and leaves', async () => {
    const { hub, realtime } = await setUpLive()
    hub.presence.set('here:p', { c1: client('c1', 'ada'), c2: client('c2', 'bo') })
    let changes = 0
    const here = realtime.here('here:p', () => {
      changes += 1
    })
    expect(here.getPeople()).toEqual([])
    await pass(0)
    expect(here.getPeople()).toEqual([
      { personId: 'ada', windows: 1 },
      { personId: 'bo', windows: 1 },
    ])
    const people = here.getPeople()
    hub.push({ push: { channel: 'here:p', join: { info: client('c3', 'ada') } } })
    await pass(0)
    expect(here.getPeople()).toEqual([
      { personId: 'ada', windows: 2 },
      { personId: 'bo', windows: 1 },
    ])
    hub.push({ push: { channel: 'here:p', leave: { info: client('c3', 'ada') } } })
    hub.push({ push: { channel: 'here:p', leave: { info: client('c2', 'bo') } } })
    await pass(0)
    expect(here.getPeople()).toEqual([{ personId: 'ada', windows: 1 }])
    expect(people).toHaveLength(2)
    expect(changes).toBe(4)
  })

  it('is asked for again every so often, as a leave can be lost', async () => {
    const { hub, realtime } = await setUpLive()
    hub.presence.set('here:p', { c1: client('c1', 'ada'), c2: client('c2', 'bo') })
    const here = realtime.here('here:p', () => {})
    await pass(0)
    hub.presence.set('here:p', { c1: client('c1', 'ada') })
    for (let at = 0; at < 30_000; at += 10_000) {
      hub.push({})
      await pass(10_000)
    }
    expect(here.getPeople()).toEqual([{ personId: 'ada', windows: 1 }])
  })

  it('is asked for again after a reconnect', async () => {
    const { hub, realtime } = await setUpLive()
    hub.presence.set('here:p', { c1: client('c1', 'ada') })
    const here = realtime.here('here:p', () => {})
    await pass(0)
    hub.closeAll(1006)
    hub.presence.set('here:p', { c9: client('c9', 'bo') })
    await pass(1_000)
    expect(here.getPeople()).toEqual([{ personId: 'bo', windows: 1 }])
  })

  it('ends when it is closed', async () => {
    const { hub, realtime } = await setUpLive()
    const here = realtime.here('here:p', () => {})
    await pass(0)
    here.close()
    await pass(0)
    expect(hub.commands.at(-1)).toMatchObject({ unsubscribe: { channel: 'here:p' } })
    const again = realtime.here('here:p', () => {})
    again.close()
  })

  it('is nobody where that may not be known, and tried again', async () => {
    const { hub, realtime } = await setUpLive()
    hub.refusals.set('here:p', 103)
    hub.presence.set('here:p', { c1: client('c1', 'ada') })
    const here = realtime.here('here:p', () => {})
    await pass(0)
    expect(here.getPeople()).toEqual([])
    hub.refusals.clear()
    for (let at = 0; at <= 30_000; at += 10_000) {
      hub.push({})
      await pass(10_000)
    }
    expect(here.getPeople()).toEqual([{ personId: 'ada', windows: 1 }])
  })
})
