/** The two transports below WebSockets, by what a page sees of them. */
import { describe, expect, it, vi } from 'vitest'
import { follow } from '../../test/follow.ts'
import { everything, holdTime, info, pass, setModes, setUp } from '../../test/ladder-realtime.ts'

holdTime()

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
