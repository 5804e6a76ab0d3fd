/**
 * Counts requests by address in windows of time. The limiter's own store asks the clock on the wall: set back by an
 * hour, it would keep an address at its limit out for that hour. This one cannot.
 */

interface Window {
  count: number
  startedAt: number
}

/** What the limiter is told: the requests of this window, and the milliseconds that are left of it. */
interface Counted {
  current: number
  ttl: number
}

/** Windows kept at most; beyond it the oldest goes, long before its memory matters. */
const maxWindows = 100_000

/** What `@fastify/rate-limit` asks of a store. */
interface RequestStore {
  incr(address: string, done: (error: Error | null, result?: Counted) => void, windowMs: number): void
  child(): RequestStore
}

/** A store for `@fastify/rate-limit`; `monotonic` gives milliseconds of a clock that is never set back. */
export function requestCounts(monotonic: () => number = () => performance.now()): new () => RequestStore {
  return class RequestCounts implements RequestStore {
    /** By address, oldest window first. */
    readonly #windows = new Map<string, Window>()

    incr(address: string, done: (error: Error | null, result?: Counted) => void, windowMs: number): void {
      const at = monotonic()
      this.#forgetBefore(at - windowMs)
      const window = this.#windows.get(address) ?? { count: 0, startedAt: at }
      window.count += 1
      this.#windows.set(address, window)
      done(null, { current: window.count, ttl: window.startedAt + windowMs - at })
    }

    child(): RequestCounts {
      return new RequestCounts()
    }

    #forgetBefore(oldest: number): void {
      for (const [address, { startedAt }] of this.#windows) {
        if (startedAt > oldest && this.#windows.size <= maxWindows) return
        this.#windows.delete(address)
      }
    }
  }
}
