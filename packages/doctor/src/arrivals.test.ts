import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Arrivals } from './arrivals.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('keeps messages until they are asked for, and then tells how it ended', async () => {
  const arrivals = new Arrivals()
  arrivals.message('one')
  arrivals.message('two')
  arrivals.failed('reset by the other side')
  arrivals.closed({ code: 1006, reason: '' })
  expect(await arrivals.receive(1000)).toEqual({ kind: 'message', text: 'one' })
  expect(await arrivals.receive(1000)).toEqual({ kind: 'message', text: 'two' })
  const end = { kind: 'closed', closing: { code: 1006, reason: '' }, detail: 'reset by the other side' }
  expect(await arrivals.receive(1000)).toEqual(end)
  expect(await arrivals.receive(1000)).toEqual(end)
})

it('waits for the next message, though not for longer than it is told to', async () => {
  const arrivals = new Arrivals()
  const first = arrivals.receive(1000)
  arrivals.message('late')
  expect(await first).toEqual({ kind: 'message', text: 'late' })
  const second = arrivals.receive(1000)
  await vi.advanceTimersByTimeAsync(1000)
  expect(await second).toEqual({ kind: 'nothing' })
  expect(vi.getTimerCount()).toBe(0)
})
