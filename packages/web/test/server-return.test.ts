import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ServerReturn } from '../src/browser/server-return.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
})
afterEach(() => {
  vi.useRealTimers()
})

function setUp() {
  const asked: number[] = []
  const server = { isThere: false }
  const serverReturn = new ServerReturn({
    ask: async () => {
      asked.push(Date.now())
      return server.isThere
    },
    random: () => 0.99,
  })
  return { asked, server, serverReturn }
}

it('asks ever more rarely, once for everybody who waits', async () => {
  const { asked, server, serverReturn } = setUp()
  const back = Promise.all(Array.from({ length: 12 }, () => serverReturn.until()))
  await vi.advanceTimersByTimeAsync(5 * 60_000)
  expect(asked.length).toBeLessThan(20)
  const waits = asked.slice(1).map((at, index) => at - (asked[index] ?? 0))
  expect(Math.max(...waits)).toBeLessThanOrEqual(30_000)
  expect(waits).toEqual(waits.toSorted((a, b) => a - b))
  server.isThere = true
  await vi.advanceTimersByTimeAsync(30_000)
  await back
})

it('asks at once when it is woken, and begins anew the next time', async () => {
  const { asked, server, serverReturn } = setUp()
  serverReturn.wake()
  const back = serverReturn.until()
  await vi.advanceTimersByTimeAsync(60_000)
  server.isThere = true
  const before = asked.length
  serverReturn.wake()
  await back
  expect(asked.length).toBe(before + 1)
  server.isThere = false
  const again = serverReturn.until()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(asked.length).toBe(before + 2)
  server.isThere = true
  serverReturn.wake()
  await again
  expect(vi.getTimerCount()).toBe(0)
})
