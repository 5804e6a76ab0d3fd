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
 * Delay before attempt number `attempt` (from 0): capped exponential backoff with full jitter, so that clients
 * cut off together do not come back together. `random` gives numbers from 0 to below 1.
 */
export function backoffMs(attempt: number, minMs: number, maxMs: number, random: () => number): number {
  const ceiling = Math.min(maxMs, minMs * 2 ** Math.min(attempt, 30))
  return Math.round(minMs + random() * (ceiling - minMs))
}
