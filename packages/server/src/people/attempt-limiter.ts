/**
 * Counts attempts per key (an address, an e-mail address) in fixed windows, in front of the costly password
 * check. Counts in this process only, and forgets the oldest keys when there are too many.
 */
export interface AttemptLimits {
  attempts: number
  windowMs: number
}

interface Window {
  endsAt: number
  attempts: number
}

/** Keys kept at most, so that made-up ones cannot fill the memory. */
const maxKeys = 10_000

/** Instants come from the caller, in milliseconds since 1970. */
export class AttemptLimiter {
  readonly #limits: AttemptLimits
  readonly #windows = new Map<string, Window>()

  constructor(limits: AttemptLimits) {
    this.#limits = limits
  }

  /** Counts an attempt; the milliseconds to wait when there were too many, else 0. */
  attempt(key: string, now: number): number {
    const known = this.#windows.get(key)
    const window = known && known.endsAt > now ? known : { endsAt: now + this.#limits.windowMs, attempts: 0 }
    window.attempts += 1
    this.#windows.delete(key)
    this.#windows.set(key, window)
    this.#dropOldest()
    return window.attempts > this.#limits.attempts ? window.endsAt - now : 0
  }

  /** Forgets the attempts of a key, after one that succeeded. */
  clear(key: string): void {
    this.#windows.delete(key)
  }

  #dropOldest(): void {
    const oldest = this.#windows.size > maxKeys ? this.#windows.keys().next().value : undefined
    if (oldest !== undefined) this.#windows.delete(oldest)
  }
}
