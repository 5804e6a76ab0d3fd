/** Timers that follow a state: those it names run, under their keys; the others are cancelled. */
import type { Cancel, Clock } from './clock.ts'
import type { Timer } from './duties.ts'

export class Timers {
  readonly #clock: Clock
  readonly #ring: (due: Timer['due']) => void
  readonly #running = new Map<string, Cancel>()

  constructor(clock: Clock, ring: (due: Timer['due']) => void) {
    this.#clock = clock
    this.#ring = ring
  }

  /** Starts what is new and cancels what is not named any more. One that rang stays silent while it is named. */
  set(timers: readonly Timer[]): void {
    for (const [key, cancel] of this.#running) {
      if (timers.some((timer) => timer.key === key)) continue
      cancel()
      this.#running.delete(key)
    }
    for (const timer of timers) {
      if (!this.#running.has(timer.key)) this.#start(timer, timer.delayMs)
    }
  }

  #start(timer: Timer, delayMs: number): void {
    const cancel = this.#clock.after(delayMs, () => {
      if (timer.everyMs !== undefined) this.#start(timer, timer.everyMs)
      this.#ring(timer.due)
    })
    this.#running.set(timer.key, cancel)
  }
}
