import { expect, it } from 'vitest'
import { createPace } from './pace.ts'

function setUp() {
  const turns: (() => void)[] = []
  const pace = createPace({
    now: () => 0,
    after: (_delayMs, run) => {
      turns.push(run)
      return () => {}
    },
  })
  const listeners = new Set<() => void>()
  const subscribe = pace((changed) => {
    listeners.add(changed)
    return () => listeners.delete(changed)
  })
  return {
    subscribe,
    /** One task in which the store changes this often. */
    async task(changes = 1) {
      for (let change = 0; change < changes; change += 1) for (const listener of listeners) listener()
      await Promise.resolve()
    },
    /** React's queue is empty: the timer's turn. */
    turn: () => turns.shift()?.(),
    turns,
    listeners,
  }
}

it('tells all changes of one task at once: React itself draws them together', async () => {
  const { subscribe, task } = setUp()
  let told = 0
  subscribe(() => {
    told += 1
  })
  await task(3)
  expect(told).toBe(3)
})

it('tells all that comes before the next turn together, then', async () => {
  const { subscribe, task, turn } = setUp()
  let told = 0
  subscribe(() => {
    told += 1
  })
  for (let publication = 0; publication < 100; publication += 1) await task()
  expect(told).toBe(1)
  turn()
  expect(told).toBe(2)
})

it('rests when a turn found nothing to tell, and tells the next change at once again', async () => {
  const { subscribe, task, turn, turns } = setUp()
  let told = 0
  subscribe(() => {
    told += 1
  })
  await task()
  turn()
  expect(turns).toHaveLength(0)
  await task()
  expect(told).toBe(2)
})

it('tells nobody who left meanwhile', async () => {
  const { subscribe, task, turn, listeners } = setUp()
  let told = 0
  const leave = subscribe(() => {
    told += 1
  })
  await task()
  await task()
  leave()
  turn()
  expect(told).toBe(1)
  expect(listeners.size).toBe(0)
})
