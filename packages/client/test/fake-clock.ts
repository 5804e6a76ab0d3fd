/** A clock that stands still until a test moves it. */
import type { Clock } from '../src/index.ts'

export interface FakeClock extends Clock {
  /** Moves on, running what falls due in order; promises settle after each timer. */
  advance(ms: number): Promise<void>
  /** How many timers are set. */
  readonly pending: number
}

/** Lets every promise that is ready settle. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 20; round += 1) await Promise.resolve()
}

/** Makes a clock that starts at a fixed instant. */
export function createFakeClock(startMs = Date.UTC(2026, 0, 1)): FakeClock {
  let now = startMs
  let timers: { at: number; run: () => void }[] = []
  return {
    now: () => now,
    after(delayMs, run) {
      const timer = { at: now + delayMs, run }
      timers.push(timer)
      return () => {
        timers = timers.filter((one) => one !== timer)
      }
    },
    async advance(ms) {
      const end = now + ms
      await settle()
      for (;;) {
        const next = timers.filter((one) => one.at <= end).sort((a, b) => a.at - b.at)[0]
        if (!next) break
        timers = timers.filter((one) => one !== next)
        now = next.at
        next.run()
        await settle()
      }
      now = end
    },
    get pending() {
      return timers.length
    },
  }
}
