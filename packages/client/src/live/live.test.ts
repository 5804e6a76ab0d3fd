import { describe, expect, it } from 'vitest'
import { settle } from '../../test/fake-clock.ts'
import { setUpNotes } from '../../test/note-live.ts'
import { channel, me, other } from '../../test/note-server.ts'
import { ApiError, networkError } from '../http/api-error.ts'
import { graceMs } from './live.ts'

function problem(code: 'gone' | 'not_found' | 'forbidden' | 'unavailable', status: number): ApiError {
  return new ApiError({ code, status, title: code, remedy: '' })
}

describe('loading', () => {
  it('loads when somebody listens, and not before', async () => {
    const { server, live, listen, texts } = setUpNotes()
    server.write('a', 'one')
    expect(live.getSnapshot().status).toBe('loading')
    expect(server.reads).toBe(0)
    listen()
    await settle()
    expect(live.getSnapshot().status).toBe('ready')
    expect(texts()).toEqual(['a=one'])
  })

  it('misses nothing that happens between reading and listening', async () => {
    const { server, answers, listen, texts, letGo } = setUpNotes()
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
    const { server, live, listen } = setUpNotes()
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
    const { clock, server, answers, live, listen } = setUpNotes()
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
    const { clock, answers, live, listen } = setUpNotes()
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
    const { clock, channels, answers, live, listen } = setUpNotes()
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
    const { server, answers, live, listen, texts } = setUpNotes()
    server.write('a', 'one')
    listen()
    await settle()
    answers.error = problem('unavailable', 503)
    await live.refresh()
    expect(live.getSnapshot()).toMatchObject({ status: 'ready', error: { code: 'unavailable' } })
    expect(texts()).toEqual(['a=one'])
  })

  it('takes only the newest answer when a reload overtakes another', async () => {
    const { server, answers, live, listen, texts, letGo } = setUpNotes()
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
    const { channels, server, listen, texts } = setUpNotes()
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
    const { channels, server, answers, live, listen, texts, letGo } = setUpNotes()
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
    const { channels, server, listen, texts } = setUpNotes()
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
    const { channels, server, live, listen, texts } = setUpNotes()
    server.write('a', 'one')
    listen()
    await settle()
    channels.publish(channel, { type: 'notes.closed', actor: other })
    expect(live.getSnapshot().status).toBe('gone')
    expect(texts()).toEqual(['a=one'])
  })

  it('asks why when the server ends the subscription, and more slowly each time', async () => {
    const { clock, channels, server, live, listen } = setUpNotes()
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
    const { clock, channels, listen } = setUpNotes()
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
    const { clock, server, live, listen, texts } = setUpNotes()
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

describe('an event that does not carry all that came', () => {
  it('is followed by a load: at once where one caused it, else within two seconds', async () => {
    const { clock, server, live, listen, texts } = setUpNotes({
      isIncomplete: () => true,
      reduce: (state) => state,
    })
    listen()
    await settle()
    server.write('a', 'one', other)
    await clock.advance(999)
    expect([server.reads, texts()]).toEqual([1, []])
    await clock.advance(1)
    expect([server.reads, texts()]).toEqual([2, ['a=one']])
    server.write('b', 'two', other)
    server.write('c', 'three', other)
    await clock.advance(1_000)
    expect([server.reads, texts()]).toEqual([3, ['c=three', 'b=two', 'a=one']])
    server.write('d', 'own', { id: me, kind: 'person' })
    await clock.advance(0)
    expect(texts()).toEqual(['d=own', 'c=three', 'b=two', 'a=one'])
    expect(live.getSnapshot().error).toBeUndefined()
  })
})
