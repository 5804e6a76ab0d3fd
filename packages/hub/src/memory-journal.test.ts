import { describe, expect, it } from 'vitest'
import { createMemoryJournal } from './memory-journal.ts'

describe('a memory journal', () => {
  it('forgets channels in which nothing is published any more, and says so', async () => {
    let now = 0
    const journal = createMemoryJournal({ idleMs: 100_000, now: () => now })
    journal.append('idle', '1')
    const before = await journal.position('idle')
    const { cursor } = await journal.changedSince(undefined)
    now = 90_000
    journal.append('busy', '1')
    await journal.changedSince(cursor)
    expect(await journal.position('idle')).toEqual(before)
    now = 160_000
    const { changes } = await journal.changedSince(cursor)
    expect(changes.map(({ channel, position }) => [channel, position.offset])).toContainEqual(['idle', 0])
    expect((await journal.position('idle')).epoch).not.toBe(before.epoch)
    expect(await journal.position('busy')).toMatchObject({ offset: 1 })
  })

  it('keeps what each channel says, and who published it', async () => {
    let now = 0
    const journal = createMemoryJournal({
      retention: (channel) => (channel === 'short' ? { size: 2, ttlMs: 1_000 } : undefined),
      now: () => now,
    })
    const info = { user: 'ann', client: 'c1' }
    for (const channel of ['short', 'long'])
      for (const data of ['1', '2', '3']) journal.append(channel, data, info)
    expect(await journal.read('short', 0, 10)).toBeNull()
    expect((await journal.read('short', 1, 10))?.publications).toEqual([
      { offset: 2, data: '2', info },
      { offset: 3, data: '3', info },
    ])
    now = 1_000
    expect(await journal.read('short', 3, 10)).toMatchObject({ position: { offset: 3 }, publications: [] })
    expect((await journal.read('long', 0, 10))?.publications).toHaveLength(3)
  })
})
