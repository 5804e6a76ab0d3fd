/** Tabs and the worker that holds their connection: the real SDK over a fake network, in a fake browser. */
import type { LiveInfo } from '@copydesk/contract'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createFakeBrowser, type FakeBrowser, type FakeTab } from '../../test/fake-browser.ts'
import { createFakeHub, type FakeHub } from '../../test/fake-hub.ts'
import { follow } from '../../test/follow.ts'
import { createAskChanges } from '../realtime/changes.ts'
import type { SessionCheck } from '../realtime/index.ts'
import { systemClock } from '../realtime/index.ts'
import type { RealtimeOptions } from '../realtime/realtime-options.ts'
import type { PollingSource } from './plain-polling.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) })
})
afterEach(() => {
  vi.useRealTimers()
})

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const on: LiveInfo = { websocket: { enabled: true }, transports: ['websocket', 'http_stream', 'poll'] }

function setUp(options: Partial<RealtimeOptions> = {}) {
  const hub = createFakeHub()
  const session = { found: 'signed_in' as SessionCheck }
  const browser = createFakeBrowser(
    {
      url: 'ws://desk.example/connection/websocket',
      WebSocket: hub.WebSocket,
      fetch: hub.fetch,
      liveInfo: async () => on,
      checkSession: async () => session.found,
      random: () => 0.5,
      ...options,
    },
    systemClock,
  )
  return { hub, browser, session }
}

const statusOf = (tab: FakeTab) => {
  const { status, reason } = tab.realtime.getStatus()
  return `${status}: ${reason}`
}

const subscribes = (hub: FakeHub) => hub.commands.filter((command) => command.subscribe).length

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

describe('a tab that goes', () => {
  it('takes leave, and the connection goes with the last', async () => {
    const { hub, browser } = setUp()
    const [a, b] = [browser.openTab(), browser.openTab()]
    follow(a.realtime, hub)
    await pass(0)
    a.realtime.stop()
    expect(statusOf(a)).toBe('off: not_started')
    await pass(5_000)
    expect(hub.open).toBe(1)
    expect(hub.commands.at(-1)).toMatchObject({ unsubscribe: { channel: 'news' } })
    b.realtime.stop()
    await pass(5_000)
    expect(hub.open).toBe(0)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('and comes back in a moment, as a page loaded anew, finds the connection as it was', async () => {
    const { hub, browser } = setUp()
    const tab = browser.openTab()
    await pass(0)
    tab.realtime.stop()
    await pass(1_000)
    const again = browser.openTab()
    await pass(10_000)
    expect(statusOf(again)).toBe('live: connected')
    expect(hub.attempts).toHaveLength(1)
  })

  it('without a word is noticed by its lock at once', async () => {
    const { hub, browser } = setUp()
    const [a, b] = [browser.openTab(), browser.openTab()]
    follow(a.realtime, hub)
    const other = follow(b.realtime, hub, 'weather')
    await pass(0)
    a.vanish()
    await pass(0)
    expect(hub.commands.at(-1)).toMatchObject({ unsubscribe: { channel: 'news' } })
    hub.publish('weather', 'rain')
    await pass(0)
    expect(other.kept.data).toEqual(['rain'])
  })

  it('without a word is noticed by its silence where there are no locks', async () => {
    const { hub, browser } = setUp()
    browser.hasLocks = false
    const [a, b] = [browser.openTab(), browser.openTab()]
    follow(a.realtime, hub)
    await pass(0)
    a.vanish()
    await pass(45_000)
    expect(hub.commands.filter((command) => command.unsubscribe)).toHaveLength(1)
    expect(statusOf(b)).toBe('live: connected')
  })

  it('only seemingly, as it was frozen, comes anew and has missed nothing', async () => {
    const { hub, browser } = setUp()
    browser.hasLocks = false
    const tab = browser.openTab()
    const { kept } = follow(tab.realtime, hub)
    follow(browser.openTab().realtime, hub)
    await pass(0)
    tab.freeze()
    await pass(60_000)
    for (let number = 0; number < 5; number += 1) hub.publish('news', number)
    tab.thaw()
    await pass(1_000)
    expect(kept).toMatchObject({ data: [0, 1, 2, 3, 4], reloads: 0 })
    expect(statusOf(tab)).toBe('live: connected')
  })
})

describe('a worker that is lost', () => {
  it.each([true, false])('is replaced, and nothing is missed (locks: %s)', async (hasLocks) => {
    const { hub, browser } = setUp()
    browser.hasLocks = hasLocks
    hub.presence.set('here:p', { c1: { client: 'c1', user: 'ada' } })
    const tabs = [browser.openTab(), browser.openTab(), browser.openTab()]
    const followed = tabs.map((tab) => follow(tab.realtime, hub))
    const here = tabs[0]?.realtime.here('here:p', () => {})
    await pass(60_000)
    hub.publish('news', 'before')
    await pass(0)
    browser.crashWorkers()
    hub.publish('news', 'meanwhile')
    await pass(hasLocks ? 1_000 : 120_000)
    hub.publish('news', 'after')
    await pass(0)
    expect(followed.map(({ kept }) => kept.data)).toEqual(tabs.map(() => ['before', 'meanwhile', 'after']))
    expect(followed.map(({ kept }) => kept.reloads)).toEqual([0, 0, 0])
    expect(tabs.map(statusOf)).toEqual(tabs.map(() => 'live: connected'))
    expect([browser.started, hub.open]).toEqual([2, 1])
    expect(here?.getPeople()).toEqual([{ personId: 'ada', windows: 1 }])
  })

  it('by hanging is left behind: all tabs come to the same next one', async () => {
    const { hub, browser } = setUp()
    const tabs = [browser.openTab(), browser.openTab()]
    const followed = tabs.map((tab) => follow(tab.realtime, hub))
    await pass(60_000)
    browser.hangWorkers()
    hub.publish('news', 'one')
    await pass(90_000)
    expect(followed.map(({ kept }) => kept.data)).toEqual([['one'], ['one']])
    expect([...browser.workers.keys()]).toEqual(['desk', 'desk~1'])
    const late = browser.openTab()
    await pass(20_000)
    expect(statusOf(late)).toBe('live: connected')
    expect(browser.workers.size).toBe(2)
  })

  it('is noticed when the page is shown again', async () => {
    const { browser } = setUp()
    const tab = browser.openTab()
    await pass(60_000)
    browser.hangWorkers()
    tab.wake('page_shown')
    await pass(6_000)
    expect(statusOf(tab)).toBe('reconnecting: connection_lost')
  })

  it('as soon as it runs is not started over and over', async () => {
    const { browser } = setUp()
    const tab = browser.openTab()
    for (let second = 0; second < 60; second += 1) {
      await pass(1_000)
      browser.crashWorkers()
    }
    expect(browser.started).toBeLessThan(15)
    await pass(10_000)
    expect(statusOf(tab)).toBe('live: connected')
  })
})

describe('a tab without a worker', () => {
  it.each(['mute', 'broken', 'forbidden'] as const)('has a connection of its own (%s)', async (mode) => {
    const { hub, browser } = setUp()
    browser.workerMode = mode
    const tabs = [browser.openTab(), browser.openTab()]
    const followed = tabs.map((tab) => follow(tab.realtime, hub))
    await pass(mode === 'mute' ? 30_000 : 100)
    hub.publish('news', 'one')
    await pass(0)
    expect(tabs.map(statusOf)).toEqual(['live: connected', 'live: connected'])
    expect(followed.map(({ kept }) => kept.data)).toEqual([['one'], ['one']])
    expect([browser.inTabs, hub.open]).toEqual([2, 2])
  })

  it('has one where there are no workers at all', async () => {
    const { hub, browser } = setUp()
    const tab = browser.openTab({ openWorker: undefined })
    await pass(0)
    expect(statusOf(tab)).toBe('live: connected')
    tab.realtime.stop()
    await pass(5_000)
    expect(hub.open).toBe(0)
  })

  it('tries again when not even that can be loaded', async () => {
    const { browser } = setUp()
    let isOffline = true
    const helper = browser.openTab()
    await pass(0)
    helper.realtime.stop()
    const tab = browser.openTab({
      openWorker: undefined,
      openInTab: async () => {
        if (isOffline) throw new Error('Failed to fetch dynamically imported module')
        return new MessageChannel().port1
      },
    })
    await pass(0)
    expect(statusOf(tab)).toBe('reconnecting: server_unreachable')
    isOffline = false
    await pass(5_000)
    tab.realtime.stop()
    expect(statusOf(tab)).toBe('off: not_started')
  })
})

describe('a tab in which no connection can be held', () => {
  const polling = (hub: FakeHub, isOffered = true): PollingSource => ({
    changes: createAskChanges('http://desk.example/api/v1/changes', hub.fetch, async () => ({})),
    liveInfo: async () => ({ ...on, transports: isOffered ? ['poll'] : [], reason: 'Off by a setting.' }),
  })

  it.each([
    ['whose worker and whose own host throw', (browser: FakeBrowser) => (browser.hostsThrow = true)],
    ['whose worker may not be and whose own code cannot be loaded', () => {}],
  ])('asks for changes and says why (%s)', async (_, sabotage) => {
    const { hub, browser } = setUp()
    sabotage(browser)
    const own = browser.hostsThrow
      ? {}
      : { openWorker: undefined, openInTab: async () => Promise.reject(new Error('this is not a function')) }
    const tab = browser.openTab({ polling: polling(hub), ...own })
    const { kept } = follow(tab.realtime, hub)
    await pass(100)
    expect(statusOf(tab)).toBe('delayed: polling')
    expect(tab.realtime.getStatus().words).toContain('this is not a function')
    hub.publish('news', 'one')
    await pass(7_000)
    expect(kept.data).toEqual(['one'])
    expect(tab.realtime.isLive('news')).toBe(true)
  })

  it('tries ever more rarely to hold one, and goes on from there once it can', async () => {
    const { hub, browser } = setUp()
    browser.workerMode = 'forbidden'
    browser.hostsThrow = true
    const tab = browser.openTab({ polling: polling(hub), random: () => 0.5 })
    const { kept } = follow(tab.realtime, hub)
    await pass(10 * 60_000)
    expect(browser.inTabs).toBeGreaterThan(10)
    expect(browser.inTabs).toBeLessThan(40)
    browser.hostsThrow = false
    hub.publish('news', 'one')
    await pass(60_000)
    expect(statusOf(tab)).toBe('live: connected')
    hub.publish('news', 'two')
    await pass(0)
    expect(kept).toMatchObject({ data: ['one', 'two'], reloads: 0 })
    const polls = hub.polls.length
    await pass(60_000)
    expect(hub.polls.length).toBe(polls)
  })

  it('says that updates are off, that the server is away and that nobody is signed in', async () => {
    const { hub, browser } = setUp()
    browser.workerMode = 'forbidden'
    browser.hostsThrow = true
    const off = browser.openTab({ polling: polling(hub, false) })
    const tab = browser.openTab({ polling: polling(hub) })
    follow(tab.realtime, hub)
    await pass(100)
    expect([statusOf(off), off.realtime.getStatus().words]).toEqual([
      'off: switched_off',
      'Off by a setting.',
    ])
    hub.pollMode = 'refuse'
    await pass(10_000)
    expect(statusOf(tab)).toBe('reconnecting: server_unreachable')
    Object.assign(hub, { pollMode: 'answer', isSignedOut: true })
    await pass(60_000)
    expect(statusOf(tab)).toBe('off: signed_out')
    hub.isSignedOut = false
    await pass(40_000)
    expect(statusOf(tab)).toBe('delayed: polling')
    for (const one of [off, tab]) one.realtime.stop()
    await pass(20_000)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('does not wait for a host in the tab that never answers', async () => {
    const { hub, browser } = setUp()
    const openInTab = async () => new MessageChannel().port1
    const tab = browser.openTab({ polling: polling(hub), openWorker: undefined, openInTab })
    await pass(11_000)
    expect(statusOf(tab)).toBe('delayed: polling')
    tab.realtime.stop()
  })
})

it('a browser that refuses its locks is left to the pulse, without a word', async () => {
  const { hub, browser } = setUp()
  const refused = async () => {
    throw new DOMException('The request is denied', 'SecurityError')
  }
  const tab = browser.openTab({ locks: { hold: refused, whenFree: refused } })
  await pass(30_000)
  expect([statusOf(tab), hub.attempts.length]).toEqual(['live: connected', 1])
})
