/** What a tab does when the worker is lost, or there is none to be had. */
import { describe, expect, it, vi } from 'vitest'
import type { FakeBrowser } from '../../test/fake-browser.ts'
import type { FakeHub } from '../../test/fake-hub.ts'
import { follow } from '../../test/follow.ts'
import { holdTime, on, pass, setUp, statusOf } from '../../test/tabs.ts'
import { createAskChanges } from '../realtime/changes.ts'
import type { PollingSource } from './plain-polling.ts'

holdTime()

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

  it('leaves what it looked at while a host came, once and for good', async () => {
    const { hub, browser } = setUp()
    hub.presence.set('here:p', { c1: { client: 'c1', user: 'ada' } })
    browser.workerMode = 'forbidden'
    browser.hostsThrow = true
    const tab = browser.openTab({ polling: polling(hub), random: () => 0.5 })
    await pass(100)
    browser.hostsThrow = false
    browser.holdBack = true
    const tries = browser.inTabs
    while (browser.inTabs === tries) await pass(1_000)
    const here = tab.realtime.here('here:p', () => {})
    browser.holdBack = false
    browser.deliver(true)
    await pass(1_000)
    expect(here.getPeople()).toEqual([{ personId: 'ada', windows: 1 }])
    here.close()
    await pass(1_000)
    expect(hub.commands.at(-1)).toMatchObject({ unsubscribe: { channel: 'here:p' } })
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
