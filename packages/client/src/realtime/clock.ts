/** Time as everything here sees it, so that tests can pass in their own. */

/** Cancels a timer; harmless once it ran. */
export type Cancel = () => void

export interface Clock {
  /** Unix time in milliseconds. */
  now(): number
  /** Runs something once after a delay in milliseconds, unless cancelled before. */
  after(delayMs: number, run: () => void): Cancel
}

/** The clock and timers of the platform. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
}

/**
 * Delay before attempt number `attempt` (from 0): capped exponential backoff with jitter above a minimum.
 * `random` gives numbers from 0 to below 1.
 */
export function backoffMs(attempt: number, minMs: number, maxMs: number, random: () => number): number {
  const ceiling = Math.min(maxMs, minMs * 2 ** Math.min(attempt, 30))
  return Math.round(minMs + random() * (ceiling - minMs))
}

/**
 * Delay before connection attempt number `attempt` (from 0): capped exponential backoff with full jitter, anything
 * from nothing to the ceiling, so that clients that were cut off together do not come back together.
 */
export function fullJitterMs(attempt: number, baseMs: number, maxMs: number, random: () => number): number {
  return Math.round(random() * Math.min(maxMs, 2 * baseMs * 2 ** Math.min(attempt, 30)))
}
