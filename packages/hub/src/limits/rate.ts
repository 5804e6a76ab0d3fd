/**
 * Holds a rate over some seconds with one number per client (the generic cell rate algorithm): the time at which
 * everything that was let through would have been due, had it come evenly. Pure; the time is passed in, from a
 * clock that is never set back: else a correction of the clock would look like a flood.
 */

/** How much may come at once: what the rate allows in this time. */
const burstMs = 10_000

export class Rate {
  readonly #intervalMs: number

  constructor(perSecond: number) {
    this.#intervalMs = 1_000 / perSecond
  }

  /** The number to keep for the next call, which began as 0; null when this one is too much. */
  next(dueAt: number, now: number): number | null {
    const next = Math.max(dueAt, now) + this.#intervalMs
    return next - now > burstMs ? null : next
  }
}
