import { describe, expect, it } from 'vitest'
import { settle } from '../../test/fake-clock.ts'
import { setUpNotes } from '../../test/note-live.ts'
import { me, type Notes, other, putNote } from '../../test/note-server.ts'
import { ApiError, networkError } from '../http/api-error.ts'
import { eventOverdueMs } from './live.ts'

function problem(code: 'gone' | 'not_found' | 'forbidden' | 'unavailable', status: number): ApiError {
  return new ApiError({ code, status, title: code, remedy: '' })
}

describe('optimistic writes', () => {
  const mine = { id: me, kind: 'person' } as const
  const guess = (text: string) => (state: Notes) => {
    const row = state.data.find((note) => note.id === 'a')
    return row && row.text !== text ? putNote(state, { ...row, text, revision: row.revision + 1 }) : state
  }
  const ready = async () => {
    const parts = setUpNotes()
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
