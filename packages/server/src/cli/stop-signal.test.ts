import { pino } from 'pino'
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
  const lines: string[] = []
  const log = pino({}, { write: (line) => void lines.push(line) })
  const ended = vi.fn()
  const waitFor = (stopping: Promise<void>) => void stop.waitFor(stopping, 12_000, log).then(ended)
  return { stop, press, waitFor, ended, told: () => lines.map((line) => JSON.parse(line)) }
}

const never = new Promise<void>(() => {})
const cutShort = [
  expect.objectContaining({
    level: 40,
    msg: 'stopped before everything under way was done; what was acknowledged is safe',
  }),
]

it('takes two signals at once for one, and a later one for an order to end at once', async () => {
  const { stop, press, waitFor, ended, told } = createStop()
  press()
  press()
  await stop.asked
  waitFor(never)
  await vi.advanceTimersByTimeAsync(1_000)
  press()
  await vi.advanceTimersByTimeAsync(1)
  expect(ended).not.toHaveBeenCalled()
  press()
  await vi.advanceTimersByTimeAsync(0)
  expect(ended).toHaveBeenCalled()
  expect(told()).toEqual(cutShort)
  expect(vi.getTimerCount()).toBe(0)
})

it('waits no longer than it is told to', async () => {
  const { press, waitFor, ended, told } = createStop()
  press()
  waitFor(never)
  await vi.advanceTimersByTimeAsync(11_999)
  expect(ended).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(ended).toHaveBeenCalled()
  expect(told()).toEqual(cutShort)
})

it('ends as it was told to when a part takes too long or breaks, and names it in the log', async () => {
  const { press, waitFor, ended, told } = createStop()
  press()
  waitFor(Promise.reject(new Error('the web server did not stop in order: it took longer than 10000 ms')))
  await vi.advanceTimersByTimeAsync(0)
  expect(ended).toHaveBeenCalled()
  expect(told()).toMatchObject([
    { level: 50, err: { message: expect.stringContaining('the web server did not stop in order') } },
  ])
  expect(vi.getTimerCount()).toBe(0)
})

it('says nothing of a stop in order', async () => {
  const { press, waitFor, ended, told } = createStop()
  press()
  waitFor(Promise.resolve())
  await vi.advanceTimersByTimeAsync(0)
  expect(ended).toHaveBeenCalled()
  expect(told()).toEqual([])
  expect(vi.getTimerCount()).toBe(0)
})
