/** Tabs and the worker that holds their connection: the real SDK over a fake network, in a fake browser. */
import { describe, expect, it } from 'vitest'
import { follow } from '../../test/follow.ts'
import { holdTime, on, pass, setUp, statusOf, subscribes } from '../../test/tabs.ts'

holdTime()

describe('tabs of one browser', () => {
  it('share one connection and one subscription of each channel', async () => {
    const { hub, browser } = setUp()
    const tabs = Array.from({ length: 10 }, () => browser.openTab())
    await pass(0)
    const followed = tabs.map((tab) => follow(tab.realtime, hub))
    await pass(0)
    hub.publish('news', 'one')
    await pass(0)
    expect(followed.map(({ kept }) => kept.data)).toEqual(tabs.map(() => ['one']))
    expect(tabs.map(statusOf)).toEqual(tabs.map(() => 'live: connected'))
    expect([hub.attempts.length, hub.open, subscribes(hub), browser.started]).toEqual([1, 1, 1, 1])
    expect(tabs[9]?.realtime.isLive('news')).toBe(true)
  })

  it('may come late: from the position of their snapshot they miss nothing', async () => {
    const { hub, browser } = setUp()
    follow(browser.openTab().realtime, hub)
    await pass(0)
    for (const word of ['one', 'two', 'three']) hub.publish('news', word)
    await pass(0)
    const late = browser.openTab()
    const got: unknown[] = []
    const membership = late.realtime.join('news', {
      onPublication: ({ data }, fresh) => fresh && got.push(data),
      onReload: () => expect.unreachable(),
      onClosed: () => {},
    })
    membership.startAt({ epoch: 'e', offset: 1 })
    await pass(0)
    hub.publish('news', 'four')
    await pass(0)
    expect(got).toEqual(['two', 'three', 'four'])
  })

  it('load anew where the worker cannot know what they missed', async () => {
    const { hub, browser } = setUp()
    for (const word of ['one', 'two', 'three']) hub.publish('news', word)
    follow(browser.openTab().realtime, hub)
    await pass(0)
    const late = browser.openTab()
    const followed = follow(late.realtime, hub)
    followed.leave()
    const said: string[] = []
    const again = late.realtime.join('news', {
      onPublication: () => {},
      onReload: (reason) => said.push(reason),
      onClosed: () => {},
    })
    again.startAt({ epoch: 'e', offset: 1 })
    await pass(0)
    expect(said).toEqual(['not_recovered'])
    expect(again.startAt({ epoch: 'e', offset: 3 })).toBe('attached')
  })

  it('keep the channel until the last of them leaves it', async () => {
    const { hub, browser } = setUp()
    const [a, b] = [browser.openTab(), browser.openTab()]
    const first = follow(a.realtime, hub)
    const second = follow(b.realtime, hub)
    await pass(0)
    first.leave()
    await pass(0)
    hub.publish('news', 'one')
    await pass(0)
    expect(second.kept.data).toEqual(['one'])
    expect(first.kept.data).toEqual([])
    second.leave()
    await pass(0)
    expect(hub.commands.at(-1)).toMatchObject({ unsubscribe: { channel: 'news' } })
  })

  it('all recover when the connection was lost', async () => {
    const { hub, browser } = setUp()
    const tabs = [browser.openTab(), browser.openTab()]
    const followed = tabs.map((tab) => follow(tab.realtime, hub))
    await pass(0)
    hub.closeAll(1006)
    await pass(0)
    expect(tabs.map(statusOf)).toEqual(tabs.map(() => 'reconnecting: connection_lost'))
    hub.publish('news', 'one')
    await pass(1_000)
    expect(followed.map(({ kept }) => kept)).toEqual(
      tabs.map(() => ({ data: ['one'], reloads: 0, closed: [] })),
    )
  })

  it('all load anew when what they missed is not kept, or the journal began anew', async () => {
    const { hub, browser } = setUp()
    const followed = [browser.openTab(), browser.openTab()].map((tab) => follow(tab.realtime, hub))
    await pass(0)
    hub.closeAll(1006)
    hub.publish('news', 'one')
    hub.forget('news')
    await pass(1_000)
    expect(followed.map(({ kept }) => kept.reloads)).toEqual([1, 1])
    hub.closeAll(1006)
    hub.channel('news').rotate()
    await pass(2_000)
    hub.publish('news', 'two')
    await pass(0)
    expect(followed.map(({ kept }) => kept.data.at(-1))).toEqual(['two', 'two'])
  })

  it('do not lose a channel to another whose snapshot is of an epoch before', async () => {
    const { hub, browser } = setUp()
    const stale = { epoch: hub.channel('news').epoch, offset: 0 }
    hub.channel('news').rotate()
    const current = follow(browser.openTab().realtime, hub)
    await pass(0)
    const behind = follow(browser.openTab().realtime, hub)
    behind.startAt(stale)
    await pass(100)
    hub.publish('news', 'one')
    await pass(100)
    expect([current.kept.data, behind.kept.data]).toEqual([['one'], ['one']])
  })

  it('are told when a channel is closed, and may join it again', async () => {
    const { hub, browser } = setUp()
    const followed = [browser.openTab(), browser.openTab()].map((tab) => follow(tab.realtime, hub))
    await pass(0)
    hub.push({ push: { channel: 'news', unsubscribe: { code: 2000, reason: 'server unsubscribe' } } })
    await pass(0)
    expect(followed.map(({ kept }) => kept.closed)).toEqual([[2000], [2000]])
    for (const { startAt, load } of followed) startAt(load())
    await pass(0)
    hub.publish('news', 'again')
    await pass(0)
    expect(followed.map(({ kept }) => kept.data)).toEqual([['again'], ['again']])
  })

  it('hear that the person signed out, and that somebody signed in', async () => {
    const { hub, browser, session } = setUp()
    const tabs = [browser.openTab(), browser.openTab()]
    await pass(0)
    session.found = 'signed_out'
    hub.closeAll(3500, 'invalid token')
    await pass(0)
    expect(tabs.map(statusOf)).toEqual(['off: signed_out', 'off: signed_out'])
    session.found = 'signed_in'
    await pass(30_000)
    expect(tabs.map(statusOf)).toEqual(['live: connected', 'live: connected'])
  })

  it('count as one where it is told who is there', async () => {
    const { hub, browser } = setUp()
    hub.presence.set('here:p', { c1: { client: 'c1', user: 'ada' } })
    const tabs = [browser.openTab(), browser.openTab()]
    await pass(0)
    let changes = 0
    const heres = tabs.map((tab) =>
      tab.realtime.here('here:p', () => {
        changes += 1
      }),
    )
    await pass(0)
    expect(heres.map((here) => here.getPeople())).toEqual(tabs.map(() => [{ personId: 'ada', windows: 1 }]))
    expect(subscribes(hub)).toBe(1)
    heres[0]?.close()
    const before = changes
    hub.push({ push: { channel: 'here:p', join: { info: { client: 'c2', user: 'bo' } } } })
    await pass(0)
    expect(changes).toBe(before + 1)
    expect(heres[1]?.getPeople()).toHaveLength(2)
    heres[1]?.close()
    await pass(0)
    expect(hub.commands.at(-1)).toMatchObject({ unsubscribe: { channel: 'here:p' } })
  })

  it('wake the connection, and tell it once that the network is gone', async () => {
    const { hub, browser } = setUp()
    const [a, b] = [browser.openTab(), browser.openTab()]
    await pass(0)
    hub.mode = 'refuse'
    hub.streamMode = 'refuse'
    hub.pollMode = 'refuse'
    a.wake('network_down')
    b.wake('network_down')
    await pass(0)
    expect(statusOf(b)).toBe('offline: no_network')
    hub.mode = 'answer'
    const attempts = hub.attempts.length
    a.wake('network_up')
    b.wake('network_up')
    await pass(0)
    expect(statusOf(b)).toBe('live: connected')
    expect(hub.attempts.length).toBe(attempts + 1)
  })

  it('make polling slow only when none of them is seen', async () => {
    const { hub, browser } = setUp({ liveInfo: async () => ({ ...on, transports: ['poll'] }) })
    const [a, b] = [browser.openTab(), browser.openTab()]
    follow(a.realtime, hub)
    await pass(1_000)
    expect(statusOf(a)).toBe('delayed: polling')
    const pollsIn = async (ms: number) => {
      const before = hub.polls.length
      await pass(ms)
      return hub.polls.length - before
    }
    a.wake('page_hidden')
    expect(await pollsIn(60_000)).toBeGreaterThanOrEqual(12)
    b.wake('page_hidden')
    await pass(5_000)
    expect(await pollsIn(60_000)).toBe(2)
    hub.publish('news', 'one')
    const before = hub.polls.length
    a.realtime.hasten()
    await pass(0)
    expect(hub.polls.length).toBe(before + 1)
  })

  it('pass on news about what is switched on', async () => {
    const { hub, browser } = setUp()
    const [a, b] = [browser.openTab(), browser.openTab()]
    await pass(0)
    a.realtime.liveInfoChanged({
      websocket: { enabled: false, reason: 'off' },
      transports: [],
      reason: 'off',
    })
    await pass(0)
    expect(statusOf(b)).toBe('off: switched_off')
    expect(hub.open).toBe(0)
  })

  it('know for themselves when they were refreshed by hand', async () => {
    const { hub, browser } = setUp()
    const [a, b] = [browser.openTab(), browser.openTab()]
    follow(a.realtime, hub)
    await pass(0)
    hub.mode = 'refuse'
    hub.streamMode = 'refuse'
    hub.pollMode = 'refuse'
    hub.closeAll(1006)
    await pass(60_000)
    a.realtime.noteRefresh()
    expect(a.realtime.getStatus().lastUpdateAt).toBe(Date.now())
    expect(b.realtime.getStatus().lastUpdateAt).toBeLessThan(Date.now())
  })
})
