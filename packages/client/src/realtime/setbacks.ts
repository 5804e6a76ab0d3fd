/**
 * The pause before something that failed is tried again: none the first time, then one that grows while
 * failures go on. Only time without a failure resets it, no success does: one half may succeed again and again
 * while the other fails.
 */
import { backoffMs, type Clock } from './clock.ts'

const pauseMs = { min: 500, max: 30_000 }
/** After so long without a failure the next one is the first again. Longer than any pause. */
const forgottenMs = 90_000

export class Setbacks {
  readonly #clock: Clock
  readonly #random: () => number
  #count = 0
  #lastAt = Number.NEGATIVE_INFINITY

  constructor(clock: Clock, random: () => number) {
    this.#clock = clock
    this.#random = random
  }

  /** It failed; how long to wait before the next try. */
  pauseMs(): number {
    const now = this.#clock.now()
    if (now - this.#lastAt > forgottenMs) this.#count = 0
    this.#lastAt = now
    this.#count += 1
    if (this.#count === 1) return 0
    return backoffMs(this.#count - 1, pauseMs.min, pauseMs.max, this.#random)
  }
}
