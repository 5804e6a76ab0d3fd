/**
 * What the core needs of the world around it: time, timers, randomness. Tests put their own in, so that no test
 * waits and every run is the same.
 */
import { randomUUID } from 'node:crypto'

export interface Environment {
  /** Milliseconds since 1970, by a clock that people and time servers set: for instants alone, such as an expiry. */
  wallTime(): number
  /** Milliseconds since some moment; never set back or forward. For rates, ages and time-outs. */
  monotonic(): number
  /** Calls back again and again until the returned function is called. Does not keep the process alive. */
  every(intervalMs: number, callback: () => void): () => void
  /** Calls back once, unless the returned function is called before. Does not keep the process alive. */
  after(delayMs: number, callback: () => void): () => void
  /** Calls back once, after the input that is already waiting was handled. */
  soon(callback: () => void): void
  /** A new id that nobody can guess. */
  newId(): string
  /** From 0 up to, not including, 1. */
  random(): number
}

export const systemEnvironment: Environment = {
  wallTime: () => Date.now(),
  monotonic: () => performance.now(),
  every: (intervalMs, callback) => {
    const timer = setInterval(callback, intervalMs)
    timer.unref()
    return () => clearInterval(timer)
  },
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs)
    timer.unref()
    return () => clearTimeout(timer)
  },
  soon: (callback) => {
    setImmediate(callback)
  },
  newId: () => randomUUID(),
  random: () => Math.random(),
}
