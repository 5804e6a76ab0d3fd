import { describe, expect, it } from 'vitest'
import { createFakeClock } from '../../test/fake-clock.ts'
import type { Present } from './here.ts'
import { createHereStores } from './here-store.ts'

function setUp() {
  const clock = createFakeClock()
  const joined: string[] = []
  /** What was said, where, and how many seconds after the beginning. */
  const said: [string, unknown, number][] = []
  const began = clock.now()
  let isConnected = true
  let people: readonly Present[] = []
  let changed = (_said?: unknown) => {}
  const stores = createHereStores({
    source: {
      isConnected: () => isConnected,
      async publish(channel, data) {
        said.push([channel, (data as { typing: unknown }).typing, (clock.now() - began) / 1000])
        throw new Error('nobody listens')
      },
      here(channel, onChange) {
        joined.push(channel)
        changed = onChange
        return { getPeople: () => people, close: () => joined.push(`left ${channel}`) }
      },
    },
    clock,
    personId: 'mia',
  })
  const disconnect = () => {
    isConnected = false
  }
  const come = (next: readonly Present[]) => {
    people = next
    changed()
  }
  return { clock, joined, said, stores, come, disconnect, hear: (word: unknown) => changed(word) }
}

describe('who is here', () => {
  it('is joined with the first who looks and left a moment after the last', async () => {
    const { clock, joined, stores, come } = setUp()
    const store = stores('here:p')
    expect(stores('here:p')).toBe(store)
    expect(store.getSnapshot()).toEqual([])
    let told = 0
    const first = store.subscribe(() => {
      told += 1
    })
    const second = stores('here:p').subscribe(() => {})
    come([{ personId: 'ada', windows: 1 }])
    expect(told).toBe(1)
    expect(store.getSnapshot()).toEqual([{ personId: 'ada', windows: 1 }])
    first()
    second()
    await clock.advance(4_999)
    const again = store.subscribe(() => {})
    await clock.advance(60_000)
    expect(joined).toEqual(['here:p'])
    again()
    await clock.advance(5_000)
    expect(joined).toEqual(['here:p', 'left here:p'])
    expect(store.getSnapshot()).toEqual([])
  })
})

describe('what the server says', () => {
  it('is there until it lapses, and what it says meanwhile for as long again', async () => {
    const { clock, stores, hear, come } = setUp()
    const store = stores('here:p')
    let told = 0
    store.subscribe(() => {
      told += 1
    })
    expect(store.getSaid()).toBeUndefined()
    hear('one')
    come([{ personId: 'ada', windows: 1 }])
    await clock.advance(5_000)
    expect([store.getSaid(), told]).toEqual(['one', 2])
    hear('other')
    await clock.advance(7_999)
    expect([store.getSaid(), told]).toEqual(['other', 3])
    await clock.advance(1)
    expect([store.getSaid(), told]).toEqual([undefined, 4])
  })
})

describe('whoever writes', () => {
  it('says so at the first key and every few seconds while keys come, and that it ended', async () => {
    const { clock, said, stores } = setUp()
    const store = stores('here:p')
    store.typed('text')
    // Nobody is there to hear it.
    expect(said).toEqual([])
    store.subscribe(() => {})
    for (let key = 0; key < 60; key += 1) {
      store.typed('text')
      await clock.advance(100)
    }
    await clock.advance(60_000)
    store.stopped()
    expect(said).toEqual([...[0, 2.5, 5].map((at) => ['here:p', 'text', at]), ['here:p', null, 10.9]])
  })

  it('says nothing twice within the time, however often it begins and ends', async () => {
    const { clock, said, stores } = setUp()
    const store = stores('here:p')
    store.subscribe(() => {})
    for (let round = 0; round < 100; round += 1) {
      store.typed('one')
      store.stopped()
      store.typed('other')
      store.stopped()
      await clock.advance(100)
    }
    expect(said).toEqual(
      [0, 2.5, 5, 7.5].flatMap((at) => [
        ['here:p', 'one', at],
        ['here:p', null, at],
      ]),
    )
  })

  it('says where it began a moment ago as soon as the time has passed, if it goes on', async () => {
    const { clock, said, stores } = setUp()
    const store = stores('here:p')
    store.subscribe(() => {})
    store.typed('one')
    store.stopped()
    store.typed('other')
    await clock.advance(4_000)
    store.stopped()
    store.typed('third')
    store.stopped()
    await clock.advance(10_000)
    const told = [
      ['one', 0],
      [null, 0],
      ['other', 2.5],
      [null, 4],
    ]
    expect(said).toEqual(told.map(([place, at]) => ['here:p', place, at]))
  })

  it('leaves it to four others to speak for a crowd at the same place, always the same four', async () => {
    const { clock, said, stores, come } = setUp()
    const store = stores('here:p')
    store.subscribe(() => {})
    const typing = (ids: string, place: string) =>
      [...ids].map((personId) => ({ personId, windows: 1, typing: [place] }))
    come(typing('abcd', 'text'))
    store.typed('text')
    expect(said).toEqual([])
    come([...typing('abc', 'text'), ...typing('d', 'elsewhere'), ...typing('xyz', 'text')])
    store.typed('text')
    expect(said).toEqual([['here:p', 'text', 0]])
    store.stopped()
    await clock.advance(10_000)
    expect(said).toHaveLength(2)
  })

  it('says nothing while there is no connection, as it would come late', async () => {
    const { said, stores, disconnect } = setUp()
    const store = stores('here:p')
    store.subscribe(() => {})
    disconnect()
    store.typed('text')
    expect(said).toEqual([])
  })
})
