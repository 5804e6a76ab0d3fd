import { describe, expect, it } from 'vitest'
import { createFakeChannels } from '../../test/fake-channels.ts'
import { createFakeClock, settle } from '../../test/fake-clock.ts'
import { createNoteServer, type Notes } from '../../test/note-server.ts'
import { createLive, graceMs } from './live.ts'
import { createLiveStore, liveKey } from './live-store.ts'

function setUp() {
  const clock = createFakeClock()
  const server = createNoteServer(createFakeChannels())
  const store = createLiveStore()
  const get = (text: string) =>
    store.get(liveKey<Notes>(text), () => createLive({ ...server.options(async (read) => read()), clock }))
  return { clock, server, store, get }
}

describe('a store of live snapshots', () => {
  it('gives the same one for the same key', () => {
    const { get } = setUp()
    expect(get('a')).toBe(get('a'))
    expect(get('a')).not.toBe(get('b'))
  })

  it('finds those in use, by key and by the beginning of it', async () => {
    const { store, get } = setUp()
    const a = get('notes:a')
    get('notes:b')
    a.subscribe(() => {})
    await settle()
    expect(store.active(liveKey<Notes>('notes:a'))).toBe(a)
    expect(store.active(liveKey<Notes>('notes:b'))).toBeUndefined()
    expect(store.active(liveKey<Notes>('notes:c'))).toBeUndefined()
    expect(store.activeUnder(liveKey<Notes>('notes:'))).toEqual([a])
  })

  it('loads everything in use anew', async () => {
    const { server, store, get } = setUp()
    get('a').subscribe(() => {})
    get('b')
    await settle()
    server.write('note', 'text')
    await store.refreshAll()
    expect(server.reads).toBe(2)
  })

  it('forgets what nobody uses when it is told to', async () => {
    const { store, get } = setUp()
    const used = get('used')
    used.subscribe(() => {})
    const idle = get('idle')
    store.forgetIdle()
    expect(get('used')).toBe(used)
    expect(get('idle')).not.toBe(idle)
  })

  it('keeps those used last, and forgets older ones that nobody uses', async () => {
    const { clock, get } = setUp()
    const used = get('used')
    used.subscribe(() => {})
    const old = get('old')
    const leave = old.subscribe(() => {})
    await settle()
    leave()
    await clock.advance(graceMs)
    expect(get('old')).toBe(old)
    for (let number = 0; number < 29; number += 1) get(`${number}`)
    expect(get('old')).toBe(old)
    const zero = get('0')
    get('29')
    expect(get('0')).toBe(zero)
    for (let number = 30; number < 60; number += 1) get(`${number}`)
    expect(get('used')).toBe(used)
    expect(get('old')).not.toBe(old)
  })
})
