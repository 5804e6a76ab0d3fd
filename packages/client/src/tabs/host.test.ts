/** How the host notices tabs that go, and what it keeps for those that come back. */
import { describe, expect, it, vi } from 'vitest'
import { follow } from '../../test/follow.ts'
import { holdTime, pass, setUp, statusOf } from '../../test/tabs.ts'

holdTime()

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
