/** Channels joined without a snapshot, and asked without being joined: in a page of its own, and over a shared worker. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createFakeBrowser } from '../../test/fake-browser.ts'
import { createFakeHub } from '../../test/fake-hub.ts'
import { systemClock } from './clock.ts'
import type { RealtimeConnection } from './connection.ts'
import type { Follower } from './joining.ts'
import { Realtime } from './realtime.ts'
import type { RealtimeOptions } from './realtime-options.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) })
})
afterEach(() => {
  vi.useRealTimers()
})

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

/** What a page notes that keeps no state. */
function note(more: Partial<Follower> = {}) {
  const noted = { data: [] as unknown[], offsets: [] as number[], told: [] as string[] }
  const follower: Follower = {
    from: 'now',
    onPublication: ({ offset, data }, fresh) => {
      if (!fresh) return
      noted.data.push(data)
      noted.offsets.push(offset)
    },
    onReload: (reason) => noted.told.push(reason),
    onClosed: ({ code }) => noted.told.push(`closed ${code}`),
    onStarted: (position) => noted.told.push(`started ${position ? position.offset : 'nowhere'}`),
    ...more,
  }
  return { noted, follower }
}

const kinds = ['of its own', 'over a worker'] as const

function setUp(kind: (typeof kinds)[number], options: Partial<RealtimeOptions> = {}) {
  const hub = createFakeHub()
  const errors: unknown[] = []
  const given: RealtimeOptions = {
    url: 'ws://desk.example/connection/websocket',
    WebSocket: hub.WebSocket,
    fetch: hub.fetch,
    random: () => 0.5,
    onError: (error) => errors.push(error),
    ...options,
  }
  const browser = createFakeBrowser(given, systemClock)
  const create = (): RealtimeConnection => {
    if (kind === 'over a worker') return browser.openTab({ onError: (error) => errors.push(error) }).realtime
    const realtime = new Realtime(given)
    realtime.start()
    return realtime
  }
  const publish = (channel: string, ...data: unknown[]) => {
    for (const one of data) hub.publish(channel, one)
  }
  return { hub, errors, create, publish }
}

describe.each(kinds)('a connection %s', (kind) => {
  it.each(['news', 'plain:chat'])('joins from now on (%s), also after it was lost', async (channel) => {
    const { hub, create, publish } = setUp(kind)
    publish(channel, 'before')
    const realtime = create()
    const { noted, follower } = note()
    realtime.join(channel, follower)
    await pass(10)
    publish(channel, 'one')
    await pass(0)
    expect(noted.data).toEqual(['one'])
    expect(noted.told).toEqual([channel === 'news' ? 'started 1' : 'started nowhere'])
    hub.closeAll(1006)
    publish(channel, 'meanwhile')
    await pass(5_000)
    publish(channel, 'two')
    await pass(0)
    // What keeps nothing has lost it, and says so.
    if (channel === 'news') expect(noted.data).toEqual(['one', 'meanwhile', 'two'])
    else {
      expect(noted.data).toEqual(['one', 'two'])
      expect(noted.told).toContain('not_recovered')
    }
  })

  it('joins from the start of what is kept, and goes on where that is not all', async () => {
    const { hub, create, publish } = setUp(kind)
    publish('news', 1, 2, 3)
    const realtime = create()
    const first = note({ from: 'start' })
    realtime.join('news', first.follower)
    await pass(10)
    publish('news', 4)
    await pass(0)
    expect(first.noted).toMatchObject({ data: [1, 2, 3, 4], offsets: [1, 2, 3, 4] })

    const second = note({ from: 'start' })
    realtime.join('news', second.follower)
    await pass(10)
    expect(second.noted.data).toEqual([1, 2, 3, 4])

    publish('old', 1, 2)
    hub.forget('old')
    const third = note({ from: 'start' })
    realtime.join('old', third.follower)
    await pass(10)
    publish('old', 3)
    await pass(0)
    expect(third.noted).toMatchObject({ data: [3], told: ['not_recovered'] })
  })

  it('joins from the start beside one that joined from now on, in either order', async () => {
    const { create, publish } = setUp(kind)
    publish('news', 1, 2)
    const realtime = create()
    const first = note({ from: 'start' })
    const now = note()
    const all = note({ from: 'start' })
    const position = note({ from: { epoch: 'e', offset: 1 } })
    for (const { follower } of [first, now, all]) realtime.join('news', follower)
    await pass(10)
    realtime.join('news', position.follower)
    await pass(10)
    publish('news', 3)
    await pass(10)
    for (const { noted } of [first, all]) expect(noted).toMatchObject({ data: [1, 2, 3], told: [] })
    expect([now.noted.data, position.noted.data]).toEqual([[3], [2, 3]])
  })

  it('joins after a position', async () => {
    const { create, publish } = setUp(kind)
    publish('news', 1, 2, 3)
    const { noted, follower } = note({ from: { epoch: 'e', offset: 2 } })
    create().join('news', follower)
    await pass(10)
    expect(noted.data).toEqual([3])
  })

  it('gives a token, asked for anew where it is a function', async () => {
    const { hub, create, publish, errors } = setUp(kind)
    hub.tokens.set('news', 'secret').set('plain:chat', 'other')
    const realtime = create()
    const [news, chat, none] = [note({ token: 'secret' }), note({ token: async () => 'other' }), note()]
    realtime.join('news', news.follower)
    realtime.join('plain:chat', chat.follower)
    await pass(10)
    publish('news', 1)
    publish('plain:chat', 2)
    await pass(0)
    expect([news.noted.data, chat.noted.data]).toEqual([[1], [2]])
    hub.closeAll(1006)
    await pass(5_000)
    publish('news', 3)
    await pass(0)
    expect(news.noted.data).toEqual([1, 3])
    hub.tokens.set('closed', 'secret')
    realtime.join('closed', none.follower)
    await pass(10)
    expect(none.noted.told).toEqual(['closed 103'])
    const { onClosed, ...silent } = note().follower
    realtime.join('closed', silent)
    await pass(10)
    expect(onClosed).toBeDefined()
    expect(errors).toMatchObject([{ name: 'RealtimeError', code: 103 }])
  })

  it('publishes, and reads who is there and what is kept', async () => {
    const { hub, create, publish } = setUp(kind)
    hub.presence.set('news', { c1: { client: 'c1', user: 'ada' } })
    const realtime = create()
    const { noted, follower } = note()
    realtime.join('news', follower)
    await pass(10)
    publish('news', 1, 2)
    const published = realtime.publish('news', { three: 3 })
    await pass(0)
    expect(await published).toBeUndefined()
    expect(noted.data).toEqual([1, 2, { three: 3 }])
    const [presence, all, last] = [
      realtime.presence('news'),
      realtime.history('news'),
      realtime.history('news', { limit: 1, reverse: true }),
    ]
    await pass(0)
    expect(await presence).toEqual([{ client: 'c1', user: 'ada' }])
    expect(await all).toMatchObject({
      publications: [{ offset: 1 }, { offset: 2 }, { offset: 3 }],
      position: { epoch: 'e', offset: 3 },
    })
    expect((await last).publications).toEqual([{ offset: 3, data: { three: 3 } }])
    hub.refusals.set('news', 103)
    const refused = realtime.publish('news', 4).catch((error: unknown) => error)
    await pass(0)
    expect(await refused).toMatchObject({ name: 'RealtimeError', code: 103 })
  })

  it('says that nothing can be asked of it while there is no connection', async () => {
    const { hub, create } = setUp(kind)
    hub.mode = 'refuse'
    hub.streamMode = 'refuse'
    const asked = create()
      .history('news')
      .catch((error: unknown) => error)
    await pass(120_000)
    expect(await asked).toMatchObject({ name: 'RealtimeError', code: 0 })
  })

  it('follows from now on by polling too, and says what polling cannot do', async () => {
    const live = { websocket: { enabled: false }, transports: ['poll' as const] }
    const { create, publish } = setUp(kind, { liveInfo: async () => live })
    publish('news', 1)
    const realtime = create()
    const { noted, follower } = note()
    realtime.join('news', follower)
    await pass(10)
    publish('news', 2)
    await pass(10_000)
    expect(noted).toMatchObject({ data: [2], told: ['started 1'] })
    const asked = realtime.publish('news', 3).catch((error: unknown) => error)
    await pass(0)
    expect(await asked).toMatchObject({ code: 108 })
  })
})
