import { describe, expect, it } from 'vitest'
import type { StreamPosition } from '../journal/journal.ts'
import { JournalWatch } from './journal-watch.ts'

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** A watch over channels `c0`, `c1` and so on, whose journal answers when the test lets it. */
function start(count: number) {
  let now = 0
  const heads = new Map<string, StreamPosition>()
  const asked: string[][] = []
  const answers: (() => void)[] = []
  const told: [string, StreamPosition | null][] = []
  const failures: unknown[] = []
  const turns: (() => void)[] = []
  const watch = new JournalWatch(
    {
      heads: (channels) => {
        asked.push([...channels])
        const known = new Map(heads)
        return new Promise((resolve, reject) => {
          answers.push(() => (broken ? reject(new Error('disk on fire')) : resolve(known)))
        })
      },
    },
    {
      monotonic: () => now,
      soon: (callback) => turns.push(callback),
      open: () => Array.from({ length: count }, (_, index) => `c${index}`),
      stands: (channel, position) => told.push([channel, position]),
      failed: (error) => failures.push(error),
    },
  )
  let broken = false
  return {
    watch,
    heads,
    asked,
    told,
    failures,
    turns,
    pass: (ms: number) => {
      now += ms
    },
    breakDown: (isBroken: boolean) => {
      broken = isBroken
    },
    answer: async () => {
      answers.shift()?.()
      await settle()
    },
    turn: async () => {
      turns.shift()?.()
      await settle()
    },
  }
}

describe('JournalWatch', () => {
  it('tells where each open channel stands, or that the journal holds nothing of it', async () => {
    const { watch, heads, told, answer, pass } = start(2)
    heads.set('c1', { epoch: 'e', offset: 7 })
    expect(watch.ageMs).toBeNull()
    watch.poll()
    await answer()
    expect(told).toEqual([
      ['c0', null],
      ['c1', { epoch: 'e', offset: 7 }],
    ])
    pass(30)
    expect(watch.ageMs).toBe(30)
  })

  it('asks in pieces, and lets others have their turn between them', async () => {
    const { watch, asked, answer, turn, turns } = start(1_200)
    watch.poll()
    await answer()
    expect([asked.length, turns.length]).toEqual([1, 1])
    await turn()
    await answer()
    await turn()
    await answer()
    expect(asked.map(({ length }) => length)).toEqual([500, 500, 200])
    expect(new Set(asked.flat()).size).toBe(1_200)
  })

  it('begins no round while one is under way, but one after it where that is wanted', async () => {
    const { watch, asked, answer } = start(1)
    watch.poll()
    watch.poll()
    expect(asked).toHaveLength(1)
    watch.pollAgain()
    watch.pollAgain()
    expect(asked).toHaveLength(1)
    await answer()
    expect(asked).toHaveLength(2)
    await answer()
    expect(asked).toHaveLength(2)
    watch.pollAgain()
    expect(asked).toHaveLength(3)
  })

  it('goes on after a round that failed', async () => {
    const { watch, told, failures, answer, breakDown } = start(1)
    breakDown(true)
    watch.poll()
    await answer()
    expect([failures.length, watch.ageMs]).toEqual([1, null])
    breakDown(false)
    watch.poll()
    await answer()
    expect([failures.length, told.length]).toEqual([1, 1])
  })
})
