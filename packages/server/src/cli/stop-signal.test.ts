import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { StopSignal } from './stop-signal.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function createStop() {
  const listeners: (() => void)[] = []
  const stop = new StopSignal({ onStop: (listener) => void listeners.push(listener) })
  const press = () => {
    for (const listener of listeners) listener()
  }
  return { stop, press }
}

it('takes two signals at once for one, and a later one for an order to end at once', async () => {
  const { stop, press } = createStop()
  press()
  press()
  await stop.asked
  const cut = vi.fn()
  void stop.cutShort(12_000).then(cut)
  await vi.advanceTimersByTimeAsync(1_000)
  press()
  await vi.advanceTimersByTimeAsync(1)
  expect(cut).not.toHaveBeenCalled()
  press()
  await vi.advanceTimersByTimeAsync(0)
  expect(cut).toHaveBeenCalledWith(false)
  expect(vi.getTimerCount()).toBe(0)
})

it('waits no longer than it is told to', async () => {
  const { stop, press } = createStop()
  press()
  const cut = vi.fn()
  void stop.cutShort(12_000).then(cut)
  await vi.advanceTimersByTimeAsync(11_999)
  expect(cut).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(cut).toHaveBeenCalledWith(false)
})
