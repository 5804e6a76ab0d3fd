import type { LiveInfo } from '@copydesk/contract'
import { describe, expect, it, vi } from 'vitest'
import { createConsumer, holdTime, off, on, pass, setUp, setUpLive } from '../../test/page-realtime.ts'

holdTime()

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
