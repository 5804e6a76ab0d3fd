import { describe, expect, it } from 'vitest'
import { createFakeClock } from '../../test/fake-clock.ts'
import type { Present } from './here.ts'
import { createHereStores } from './here-store.ts'

function setUp() {
  const clock = createFakeClock()
  const joined: string[] = []
  let people: readonly Present[] = []
  let changed = () => {}
  const stores = createHereStores(
    {
      here(channel, onChange) {
        joined.push(channel)
        changed = onChange
        return { getPeople: () => people, close: () => joined.push(`left ${channel}`) }
      },
    },
    clock,
  )
  const come = (next: readonly Present[]) => {
    people = next
    changed()
  }
  return { clock, joined, stores, come }
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
