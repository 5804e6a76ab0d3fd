import type { Actor } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { createFakeChannels } from '../../test/fake-channels.ts'
import { createFakeClock, settle } from '../../test/fake-clock.ts'
import {
  channel,
  createNoteServer,
  me,
  type NoteEvent,
  type Notes,
  other,
  putNote,
} from '../../test/note-server.ts'
import { ApiError, networkError } from '../http/api-error.ts'
import { createLive, eventOverdueMs, graceMs } from './live.ts'
import type { LiveOptions, LiveView } from './live-types.ts'
import { markedForMs } from './row-changes.ts'

function problem(code: 'gone' | 'not_found' | 'forbidden' | 'unavailable', status: number): ApiError {
  return new ApiError({ code, status, title: code, remedy: '' })
}

function setUp(own: Partial<LiveOptions<Notes, NoteEvent>> = {}) {
  const clock = createFakeClock()
  const channels = createFakeChannels()
  const server = createNoteServer(channels)
  /** Answers are given at once, unless `held`: then when the test lets them go. */
  const answers = { held: false, waiting: [] as (() => void)[], error: null as ApiError | null }
  const live = createLive({
    ...server.options(async (read, { signal }) => {
      const { error } = answers
      const snapshot = error ?? read()
      if (answers.held) await new Promise<void>((resolve) => answers.waiting.push(resolve))
      signal.throwIfAborted()
      if (snapshot instanceof ApiError) throw snapshot
      return snapshot
    }),
    clock,
    random: () => 0.5,
    ...own,
  })
  const views: LiveView<Notes>[] = []
  const listen = () => live.subscribe(() => views.push(live.getSnapshot()))
  const texts = () => live.getSnapshot().data?.data.map((note) => `${note.id}=${note.text}`)
  const letGo = async () => {
    for (const go of answers.waiting.splice(0)) go()
    await settle()
  }
  return { clock, channels, server, answers, live, listen, views, texts, letGo }
}

describe('loading', () => {
  it('loads when somebody listens, and not before', async () => {
    const { server, live, listen, texts } = setUp()
    server.write('a', 'one')
    expect(live.getSnapshot().status).toBe('loading')
    expect(server.reads).toBe(0)
    listen()
    await settle()
    expect(live.getSnapshot().status).toBe('ready')
    expect(texts()).toEqual(['a=one'])
  })

  it('misses nothing that happens between reading and listening', async () => {
    const { server, answers, listen, texts, letGo } = setUp()
    server.write('a', 'one')
    answers.held = true
    listen()
    await settle()
    server.write('a', 'two')
    server.write('b', 'new')
    await letGo()
    expect(texts()).toEqual(['b=new', 'a=two'])
  })

  it('gives the same view until something changes', async () => {
    const { server, live, listen } = setUp()
    listen()
    await settle()
    const view = live.getSnapshot()
    expect(live.getSnapshot()).toBe(view)
    server.write('a', 'one')
    expect(live.getSnapshot()).not.toBe(view)
  })

  it.each([
    ['gone', 'gone', 410],
    ['gone', 'not_found', 404],
    ['error', 'forbidden', 403],
  ] as const)('is %s at %s, and does not ask again by itself', async (status, code, http) => {
    const { clock, server, answers, live, listen } = setUp()
    answers.error = problem(code, http)
    listen()
    await clock.advance(120_000)
    expect(live.getSnapshot()).toMatchObject({ status, error: { code } })
    expect(server.reads).toBe(0)
    answers.error = null
    await live.refresh()
    expect(live.getSnapshot().status).toBe('ready')
  })

  it('tries again, ever more slowly, while the server cannot be reached', async () => {
    const { clock, answers, live, listen } = setUp()
    answers.error = networkError(null)
    listen()
    await settle()
    expect(live.getSnapshot()).toMatchObject({ status: 'error', error: { code: 'network' } })
    answers.error = null
    await clock.advance(499)
    expect(live.getSnapshot().status).toBe('error')
    await clock.advance(1)
    expect(live.getSnapshot().status).toBe('ready')
  })

  it('does not wait any longer once the connection is back', async () => {
    const { clock, channels, answers, live, listen } = setUp()
    channels.cut()
    answers.error = networkError(null)
    listen()
    await clock.advance(60_000)
    answers.error = null
    channels.reconnect()
    await settle()
    expect(live.getSnapshot().status).toBe('ready')
  })

  it('keeps old data on screen with the error when a reload fails', async () => {
    const { server, answers, live, listen, texts } = setUp()
    server.write('a', 'one')
    listen()
    await settle()
    answers.error = problem('unavailable', 503)
    await live.refresh()
    expect(live.getSnapshot()).toMatchObject({ status: 'ready', error: { code: 'unavailable' } })
    expect(texts()).toEqual(['a=one'])
  })

  it('takes only the newest answer when a reload overtakes another', async () => {
    const { server, answers, live, listen, texts, letGo } = setUp()
    answers.held = true
    listen()
    await settle()
    server.write('a', 'one')
    void live.refresh()
    await settle()
    const [oldest, newest] = answers.waiting.splice(0)
    newest?.()
    await settle()
    expect(texts()).toEqual(['a=one'])
    oldest?.()
    await letGo()
    expect(texts()).toEqual(['a=one'])
  })
})

describe('following', () => {
  it('recovers what was missed while cut off', async () => {
    const { channels, server, listen, texts } = setUp()
    listen()
    await settle()
    channels.cut()
    server.write('a', 'one')
    expect(texts()).toEqual([])
    channels.reconnect()
    expect(texts()).toEqual(['a=one'])
    expect(server.reads).toBe(1)
  })

  it('reloads in place when what was missed is not there any more', async () => {
    const { channels, server, answers, live, listen, texts, letGo } = setUp()
    server.write('a', 'one')
    listen()
    await settle()
    channels.cut()
    server.write('a', 'two')
    channels.forgetHistory()
    answers.held = true
    channels.reconnect()
    await settle()
    expect(live.getSnapshot()).toMatchObject({ status: 'ready', reloading: true })
    expect(texts()).toEqual(['a=one'])
    server.write('b', 'meanwhile')
    await letGo()
    expect(texts()).toEqual(['b=meanwhile', 'a=two'])
    expect(live.getSnapshot().reloading).toBe(false)
  })

  it('reloads when a backup was restored and the channel began anew', async () => {
    const { channels, server, listen, texts } = setUp()
    server.write('a', 'one')
    listen()
    await settle()
    channels.rotateEpoch(channel)
    await settle()
    server.write('b', 'two')
    expect(texts()).toEqual(['b=two', 'a=one'])
    expect(server.reads).toBe(2)
  })

  it('is gone when the reducer says so, with the last data still there', async () => {
    const { channels, server, live, listen, texts } = setUp()
    server.write('a', 'one')
    listen()
    await settle()
    channels.publish(channel, { type: 'notes.closed', actor: other })
    expect(live.getSnapshot().status).toBe('gone')
    expect(texts()).toEqual(['a=one'])
  })

  it('asks why when the server ends the subscription, and more slowly each time', async () => {
    const { clock, channels, server, live, listen } = setUp()
    listen()
    await settle()
    const readsWithin = async (ms: number) => {
      const before = server.reads
      for (let at = 0; at < ms; at += 250) {
        if (channels.isSubscribed(channel)) channels.close(channel, 103)
        await clock.advance(250)
      }
      return server.reads - before
    }
    const first = await readsWithin(10_000)
    const second = await readsWithin(10_000)
    expect(first).toBeGreaterThan(2)
    expect(second).toBeLessThan(first)
    expect(live.getSnapshot().status).toBe('ready')
  })
})

describe('reference counting', () => {
  it('keeps the channel for a short while after the last listener, then lets it go', async () => {
    const { clock, channels, listen } = setUp()
    const leave = listen()
    await settle()
    leave()
    await clock.advance(graceMs - 1)
    expect(channels.isSubscribed(channel)).toBe(true)
    const leaveAgain = listen()
    await clock.advance(graceMs * 2)
    expect(channels.isSubscribed(channel)).toBe(true)
    leaveAgain()
    leaveAgain()
    await clock.advance(graceMs)
    expect(channels.isSubscribed(channel)).toBe(false)
    expect(clock.pending).toBe(0)
  })

  it('shows the old data at once when it is used again, and loads anew', async () => {
    const { clock, server, live, listen, texts } = setUp()
    server.write('a', 'one')
    const leave = listen()
    await settle()
    leave()
    await clock.advance(graceMs)
    server.write('a', 'two')
    listen()
    expect(live.getSnapshot()).toMatchObject({ status: 'ready', reloading: true })
    expect(texts()).toEqual(['a=one'])
    await settle()
    expect(texts()).toEqual(['a=two'])
  })
})

describe('marks on rows', () => {
  it('tell for a moment who changed a row', async () => {
    const { clock, server, live, listen } = setUp()
    listen()
    await settle()
    server.write('a', 'one', other)
    expect(live.getSnapshot().changes.get('a')).toEqual({
      actor: other,
      at: clock.now(),
      kind: 'added',
      fields: [],
    })
    await clock.advance(markedForMs - 1)
    server.write('b', 'two', other)
    await clock.advance(1)
    expect([...live.getSnapshot().changes.keys()]).toEqual(['b'])
    await clock.advance(markedForMs)
    expect(live.getSnapshot().changes.size).toBe(0)
  })

  it('tell what of it, all that one person changed in that moment', async () => {
    const { server, live, listen } = setUp()
    server.write('a', 'one')
    listen()
    await settle()
    server.write('a', 'two', other)
    expect(live.getSnapshot().changes.get('a')).toMatchObject({ kind: 'changed', fields: ['text'] })
    server.write('a', 'two', { id: 'carla', kind: 'person' })
    expect(live.getSnapshot().changes.get('a')).toMatchObject({ actor: { id: 'carla' }, fields: [] })
  })

  it("go with one's own change of the row", async () => {
    const { server, live, listen } = setUp()
    listen()
    await settle()
    server.write('a', 'one', other)
    server.write('b', 'one', other)
    server.write('a', 'two', { id: me, kind: 'person' })
    expect([...live.getSnapshot().changes.keys()]).toEqual(['b'])
  })

  it('tell of each row who changed it, where one event tells of several people', async () => {
    const rows: [string, Actor][] = [
      ['a', { id: 'carla', kind: 'person' }],
      ['b', { id: me, kind: 'person' }],
    ]
    const { server, live, listen } = setUp({ rowsOf: () => ['a', 'b', 'c'], changedBy: () => new Map(rows) })
    for (const id of ['a', 'b', 'c']) server.write(id, 'one')
    listen()
    await settle()
    server.write('c', 'two', { id: 'system', kind: 'system' })
    const changes = [...live.getSnapshot().changes].map(([id, { actor }]) => [id, actor.id])
    expect(changes).toEqual([
      ['a', 'carla'],
      ['c', 'system'],
    ])
  })

  it("never one's own changes", async () => {
    const { server, live, listen } = setUp()
    listen()
    await settle()
    server.write('a', 'one', { id: me, kind: 'person' })
    expect(live.getSnapshot().changes.size).toBe(0)
  })
})

describe('pages', () => {
  const fill = (server: ReturnType<typeof setUp>['server'], ...ids: string[]) => {
    for (const id of ids) server.write(id, 'old')
  }

  it('extend the window', async () => {
    const { server, live, listen, texts } = setUp()
    fill(server, 'a', 'b', 'c', 'd')
    server.pageSize = 2
    listen()
    await settle()
    expect(live.getSnapshot()).toMatchObject({ hasMore: true })
    const more = live.loadMore()
    expect(live.getSnapshot()).toMatchObject({ loadingMore: true })
    await more
    expect(texts()).toEqual(['d=old', 'c=old', 'b=old', 'a=old'])
    expect(live.getSnapshot()).toMatchObject({ hasMore: false, loadingMore: false })
    await live.loadMore()
    expect(server.reads).toBe(2)
  })

  it('that are behind the window catch up', async () => {
    const { server, answers, live, listen, texts, letGo } = setUp()
    fill(server, 'a', 'b', 'c', 'd')
    server.pageSize = 2
    listen()
    await settle()
    answers.held = true
    const more = live.loadMore()
    await settle()
    // The page was read already, and these pass by rows that are not loaded.
    server.write('a', 'new')
    server.remove('b')
    await letGo()
    await more
    expect(texts()).toEqual(['d=old', 'c=old', 'a=new'])
  })

  it('that are ahead of the window wait for it', async () => {
    const { channels, server, live, listen, texts } = setUp()
    fill(server, 'a', 'b', 'c', 'd')
    server.pageSize = 2
    listen()
    await settle()
    channels.holdBack = true
    server.write('a', 'new')
    await live.loadMore()
    expect(texts()).toEqual(['d=old', 'c=old'])
    channels.deliver()
    expect(texts()).toEqual(['d=old', 'c=old', 'b=old', 'a=new'])
  })

  it('that are ahead are shown at once when nothing comes by itself', async () => {
    const { channels, server, live, listen, texts } = setUp()
    fill(server, 'a', 'b', 'c', 'd')
    server.pageSize = 2
    listen()
    await settle()
    channels.cut()
    server.write('a', 'new')
    await live.loadMore()
    expect(texts()).toEqual(['d=old', 'c=old', 'b=old', 'a=new'])
  })

  it('that were asked for before a reload are dropped', async () => {
    const { server, answers, live, listen, texts, letGo } = setUp()
    fill(server, 'a', 'b', 'c', 'd')
    server.pageSize = 2
    listen()
    await settle()
    answers.held = true
    void live.loadMore()
    void live.refresh()
    expect(live.getSnapshot()).toMatchObject({ loadingMore: false, reloading: true })
    await letGo()
    expect(texts()).toEqual(['d=old', 'c=old'])
  })

  it('stay on screen through a reload', async () => {
    const { server, live, listen, texts } = setUp()
    fill(server, 'a', 'b', 'c', 'd', 'e')
    server.pageSize = 2
    listen()
    await settle()
    await live.loadMore()
    await live.refresh()
    expect(texts()).toHaveLength(4)
  })

  it('that cannot be loaded leave the window as it was, with the error', async () => {
    const { server, answers, live, listen, texts } = setUp()
    fill(server, 'a', 'b', 'c')
    server.pageSize = 2
    listen()
    await settle()
    answers.error = networkError(null)
    await live.loadMore()
    expect(live.getSnapshot()).toMatchObject({
      status: 'ready',
      error: { code: 'network' },
      loadingMore: false,
    })
    expect(texts()).toHaveLength(2)
    answers.error = null
    await live.loadMore()
    expect(live.getSnapshot().error).toBeUndefined()
    expect(texts()).toHaveLength(3)
  })
})

describe('optimistic writes', () => {
  const mine = { id: me, kind: 'person' } as const
  const guess = (text: string) => (state: Notes) => {
    const row = state.data.find((note) => note.id === 'a')
    return row && row.text !== text ? putNote(state, { ...row, text, revision: row.revision + 1 }) : state
  }
  const ready = async () => {
    const parts = setUp()
    parts.server.write('a', 'old')
    parts.listen()
    await settle()
    parts.views.length = 0
    return parts
  }
  /** A request that the test answers. */
  function request<T>() {
    return Promise.withResolvers<T>()
  }

  it('are on screen at once and settle by their event, without a flicker', async () => {
    const { server, live, texts, views } = await ready()
    const sent = request<void>()
    const outcome = live.optimistic('c1', guess('new'), sent.promise)
    expect(texts()).toEqual(['a=new'])
    expect(live.getSnapshot().pending).toBe(true)
    server.write('a', 'new', mine, 'c1')
    expect(live.getSnapshot().pending).toBe(false)
    sent.resolve()
    expect(await outcome).toEqual({ ok: true })
    expect(views.every((view) => view.data?.data[0]?.text === 'new')).toBe(true)
  })

  it('stay while the reply is ahead of the event', async () => {
    const { channels, server, live, texts } = await ready()
    channels.holdBack = true
    const sent = request<void>()
    const outcome = live.optimistic('c1', guess('new'), sent.promise)
    server.write('a', 'new', mine, 'c1')
    sent.resolve()
    await outcome
    expect(texts()).toEqual(['a=new'])
    expect(live.getSnapshot().pending).toBe(true)
    channels.deliver()
    expect(texts()).toEqual(['a=new'])
    expect(live.getSnapshot().pending).toBe(false)
  })

  it('are rolled back with the error when the request fails', async () => {
    const { live, texts } = await ready()
    const sent = request<void>()
    const outcome = live.optimistic('c1', guess('new'), sent.promise)
    sent.reject(problem('forbidden', 403))
    expect(await outcome).toMatchObject({ ok: false, error: { code: 'forbidden' } })
    expect(texts()).toEqual(['a=old'])
    expect(live.getSnapshot().pending).toBe(false)
  })

  it('count as done when the answer was lost but the event came', async () => {
    const { server, live, texts } = await ready()
    const sent = request<void>()
    const outcome = live.optimistic('c1', guess('new'), sent.promise)
    server.write('a', 'new', mine, 'c1')
    sent.reject(networkError(null))
    expect(await outcome).toEqual({ ok: true })
    expect(texts()).toEqual(['a=new'])
  })

  it('settle by their reply when the event does not name the command', async () => {
    const { server, live } = await ready()
    const sent = request<{ id: string; revision: number; text: string }>()
    const outcome = live.optimistic(
      'c1',
      guess('new'),
      sent.promise,
      (note) => (state) => putNote(state, note),
    )
    sent.resolve(server.write('a', 'new', mine))
    await outcome
    expect(live.getSnapshot().pending).toBe(false)
  })

  it('never hide what someone else wrote after them', async () => {
    const { channels, server, live, texts } = await ready()
    channels.holdBack = true
    const sent = request<{ id: string; revision: number; text: string }>()
    const outcome = live.optimistic(
      'c1',
      guess('new'),
      sent.promise,
      (note) => (state) => putNote(state, note),
    )
    sent.resolve(server.write('a', 'new', mine, 'c1'))
    await outcome
    server.write('a', 'newer', other)
    channels.deliver(true)
    expect(texts()).toEqual(['a=newer'])
  })

  it('settle by a snapshot that was loaded after the reply', async () => {
    const { channels, server, live, texts } = await ready()
    channels.cut()
    const sent = request<void>()
    const outcome = live.optimistic('c1', guess('new'), sent.promise)
    server.write('a', 'new', mine, 'c1')
    sent.resolve()
    await outcome
    await settle()
    expect(texts()).toEqual(['a=new'])
    expect(live.getSnapshot().pending).toBe(false)
  })

  it('settle by a snapshot that holds their event, which the feed passes by', async () => {
    const { channels, server, live, texts } = await ready()
    channels.holdBack = true
    const sent = request<void>()
    void live.optimistic('c1', guess('new'), sent.promise)
    server.write('a', 'new', mine, 'c1')
    await live.refresh()
    expect(live.getSnapshot().pending).toBe(true)
    channels.deliver()
    expect(live.getSnapshot().pending).toBe(false)
    expect(texts()).toEqual(['a=new'])
  })

  it('stay on screen while their event waits for the snapshot of a reload', async () => {
    const { channels, server, answers, live, texts, letGo } = await ready()
    void live.optimistic('c1', guess('new'), request<void>().promise)
    answers.held = true
    channels.cut()
    server.write('b', 'missed')
    channels.forgetHistory()
    channels.reconnect()
    await settle()
    server.write('a', 'new', mine, 'c1')
    expect(texts()).toEqual(['a=new'])
    expect(live.getSnapshot().pending).toBe(true)
    await letGo()
    expect(texts()).toEqual(['b=missed', 'a=new'])
    expect(live.getSnapshot().pending).toBe(false)
  })

  it('outlast a snapshot that was asked for before they were answered', async () => {
    const { channels, server, answers, live, texts, letGo } = await ready()
    channels.holdBack = true
    answers.held = true
    const sent = request<void>()
    void live.optimistic('c1', guess('new'), sent.promise)
    void live.refresh()
    await settle()
    server.write('a', 'new', mine, 'c1')
    sent.resolve()
    await letGo()
    expect(texts()).toEqual(['a=new'])
    channels.deliver()
    expect(texts()).toEqual(['a=new'])
    expect(live.getSnapshot().pending).toBe(false)
  })

  it('are checked against a snapshot when their event is overdue', async () => {
    const { clock, server, live } = await ready()
    const sent = request<void>()
    const outcome = live.optimistic('c1', guess('new'), sent.promise)
    sent.resolve()
    await outcome
    const before = server.reads
    await clock.advance(eventOverdueMs)
    expect(server.reads).toBe(before + 1)
    expect(live.getSnapshot().pending).toBe(false)
  })
})
