/**
 * Failures per key within a time that begins with the first of them. Made-up keys neither fill the memory nor push out a
 * key that has reached its limit. Instants are given by the caller, in milliseconds that only grow. What is counted here
 * is told to other servers, and the other way round: a failure counts there a moment later.
 */
import type { CountLine } from '../../limits/count-exchange.ts'

/** What other servers are told. */
export interface ToldFailure {
  key: string
  /** Null where the key was cleared. */
  about: string | null
}

/** Where it is told, and the clock for what is told there. */
export interface SharedWith {
  line: CountLine<ToldFailure>
  now: () => number
}

export interface FailureLimits {
  /** From so many on the key is at its limit. */
  limit: number
  windowMs: number
}

export interface Failures {
  count: number
  firstAt: number
  lastAt: number
  /** What the count is about, such as a password: for another one it does not count. */
  about: string
}

/** Keys kept at most below the limit, and as many at it. */
const maxKeys = 20_000

const none: Failures = { count: 0, firstAt: 0, lastAt: 0, about: '' }

export class FailureCounts {
  readonly #limits: FailureLimits
  readonly #line: CountLine<ToldFailure> | undefined
  /** Oldest first; the oldest goes when there are too many. */
  readonly #below = new Map<string, Failures>()
  /** Only time takes them away. */
  readonly #atLimit = new Map<string, Failures>()

  constructor(limits: FailureLimits, { line, now = () => 0 }: Partial<SharedWith> = {}) {
    this.#limits = limits
    this.#line = line
    line?.onTold(({ key, about }) => {
      if (about === null) this.#clear(key)
      else this.#add(key, about, now())
    })
  }

  of(key: string, about: string, now: number): Failures {
    const known = this.#atLimit.get(key) ?? this.#below.get(key)
    return known?.about === about && now < known.firstAt + this.#limits.windowMs ? known : none
  }

  /** Milliseconds until a key at its limit may try again, else 0. */
  waitMs(key: string, about: string, now: number): number {
    const { count, firstAt } = this.of(key, about, now)
    return count < this.#limits.limit ? 0 : firstAt + this.#limits.windowMs - now
  }

  add(key: string, about: string, now: number): void {
    this.#add(key, about, now)
    this.#line?.tell({ key, about })
  }

  clear(key: string): void {
    if (this.#clear(key)) this.#line?.tell({ key, about: null })
  }

  #add(key: string, about: string, now: number): void {
    const before = this.of(key, about, now)
    const firstAt = before.count === 0 ? now : before.firstAt
    const failures = { count: before.count + 1, firstAt, lastAt: now, about }
    this.#clear(key)
    if (failures.count >= this.#limits.limit) this.#dropExpired(now)
    const isLimited = failures.count >= this.#limits.limit && this.#atLimit.size < maxKeys
    ;(isLimited ? this.#atLimit : this.#below).set(key, failures)
    const oldest = this.#below.size > maxKeys ? this.#below.keys().next().value : undefined
    if (oldest !== undefined) this.#below.delete(oldest)
  }

  #clear(key: string): boolean {
    const wasBelow = this.#below.delete(key)
    return this.#atLimit.delete(key) || wasBelow
  }

  #dropExpired(now: number): void {
    if (this.#atLimit.size < maxKeys) return
    for (const [key, { firstAt }] of this.#atLimit) {
      if (now >= firstAt + this.#limits.windowMs) this.#atLimit.delete(key)
    }
  }
}
