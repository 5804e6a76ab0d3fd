import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMemoryJournal } from './memory-journal.ts'

describe('a memory journal', () => {
  it('forgets channels in which nothing is published any more, and says so', async () => {
    let now = 0
    const journal = createMemoryJournal({ idleMs: 100_000, monotonic: () => now })
    journal.append('idle', '1')
    const before = await journal.position('idle')
    now = 90_000
    journal.append('busy', '1')
    expect(await journal.heads(['idle'])).toEqual(new Map([['idle', before]]))
    expect(await journal.position('idle')).toEqual(before)
    now = 160_000
    expect([...(await journal.heads(['idle', 'busy'])).keys()]).toEqual(['busy'])
    expect((await journal.position('idle')).epoch).not.toBe(before.epoch)
    expect(await journal.position('busy')).toMatchObject({ offset: 1 })
  })

  it('keeps what each channel says, and who published it', async () => {
    let now = 0
    const journal = createMemoryJournal({
      retention: (channel) => (channel === 'short' ? { size: 2, ttlMs: 1_000 } : undefined),
      monotonic: () => now,
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

  it('forgets what is too old without being touched again, in bounded steps', async () => {
    let now = 0
    const journal = createMemoryJournal({
      retention: () => ({ size: 10, ttlMs: 5_000 }),
      monotonic: () => now,
    })
    for (let number = 0; number < 12_000; number += 1) journal.append(`ever-new:${number}`, '"12345678"')
    expect(journal.held()).toEqual({ channels: 12_000, remembered: 0, bytes: 120_000 })
    now = 5_000
    await journal.heads([])
    expect(journal.held()).toMatchObject({ channels: 7_000, bytes: 70_000 })
    await journal.heads([])
    await journal.heads([])
    expect(journal.held()).toEqual({ channels: 0, remembered: 12_000, bytes: 0 })
  })

  it('holds little of ever new channels, however many come', () => {
    let now = 0
    const journal = createMemoryJournal({
      retention: () => ({ size: 10, ttlMs: 5_000 }),
      monotonic: () => now,
    })
    for (let number = 0; number < 110_000; number += 1) {
      now += 1
      journal.append(`ever-new:${number}`, '"12345678"')
    }
    expect(journal.held().channels).toBeLessThanOrEqual(5_001)
    expect(journal.held().remembered).toBeLessThanOrEqual(100_001)
  })

  it('holds nothing of channels that are only asked about', async () => {
    const journal = createMemoryJournal()
    for (const channel of ['a', 'b', '__proto__']) {
      await journal.position(channel)
      await journal.read(channel, 0, 10)
      await journal.floor?.(channel)
      journal.prune(channel, 0)
    }
    expect(journal.held()).toEqual({ channels: 0, remembered: 0, bytes: 0 })
  })

  it('drops the history of channels that changed longest ago beyond its ceiling', async () => {
    const journal = createMemoryJournal({ maxBytes: 30, monotonic: () => 0 })
    const payload = '"12345678"'
    for (const channel of ['a', 'b', 'a', 'c']) journal.append(channel, payload)
    expect(journal.held()).toEqual({ channels: 2, remembered: 1, bytes: 30 })
    expect(await journal.read('b', 0, 10)).toBeNull()
    expect((await journal.read('b', 1, 10))?.position.offset).toBe(1)
    expect((await journal.read('a', 0, 10))?.publications).toHaveLength(2)
    journal.append('d', JSON.stringify('x'.repeat(40)))
    expect(journal.held()).toMatchObject({ channels: 1, bytes: 0 })
    expect(await journal.position('d')).toMatchObject({ offset: 1 })
  })

  it('reads no more payload than asked for, and one publication at least', async () => {
    const journal = createMemoryJournal()
    for (const data of ['"aaaa"', '"ü"', '"bbbbbbbbbb"', '1']) journal.append('a', data)
    const offsets = async (after: number, maxBytes: number) =>
      (await journal.read('a', after, 10, maxBytes))?.publications.map(({ offset }) => offset)
    expect(await offsets(0, 10)).toEqual([1, 2])
    expect(await offsets(0, 9)).toEqual([1])
    expect(await offsets(2, 3)).toEqual([3])
    expect(await offsets(0, 1_000)).toEqual([1, 2, 3, 4])
  })

  it('never gives one who comes back less than was published since, whatever it dropped and forgot', async () => {
    const channel = fc.constantFrom('a', 'b', 'short')
    const step = fc.oneof(
      { weight: 5, arbitrary: fc.record({ kind: fc.constant('publish'), channel }) },
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('comeBack'), channel }) },
      {
        weight: 2,
        arbitrary: fc.record({ kind: fc.constant('wait'), ms: fc.integer({ min: 1, max: 120 }) }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('sweep') }) },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60, size: 'max' }), async (steps) => {
        let now = 0
        const journal = createMemoryJournal({
          retention: (name) => ({ size: 8, ...(name === 'short' && { ttlMs: 20 }) }),
          idleMs: 50,
          maxBytes: 20,
          monotonic: () => now,
        })
        const published: Record<string, string[]> = { a: [], b: [], short: [] }
        const stands = new Map<string, { epoch: string; offset: number; seen: number }>()
        for (const one of steps) {
          if ('ms' in one) now += one.ms
          else if (!('channel' in one)) await journal.heads([])
          else if (one.kind === 'publish') {
            const all = published[one.channel] ?? []
            all.push(String(all.length))
            journal.append(one.channel, String(all.length - 1))
          } else {
            const stood = stands.get(one.channel)
            const all = published[one.channel] ?? []
            const position = await journal.position(one.channel)
            if (stood?.epoch === position.epoch) {
              const read = await journal.read(one.channel, stood.offset, 100)
              if (read !== null)
                expect(read.publications.map(({ data }) => data)).toEqual(all.slice(stood.seen))
            }
            stands.set(one.channel, { ...position, seen: all.length })
          }
        }
      }),
      { numRuns: 300 },
    )
  })
})
