/**
 * Counts requests by address in windows of time. The limiter's own store asks the clock on the wall: set back by an
 * hour, it would keep an address at its limit out for that hour. This one cannot.
 *
 * Busy addresses are told to other servers every second. So an address may ask beyond the limit what it asks the others in
 * a second, and from each of them `quietCount`.
 */
import type { CountLine } from '../limits/count-exchange.ts'

interface Window {
  count: number
  startedAt: number
}

/** What the limiter is told: the requests of this window, and the milliseconds that are left of it. */
interface Counted {
  current: number
  ttl: number
}

/** Addresses that asked less in their window are nobody's concern elsewhere: nearly all of them. */
const quietCount = 100
const tellMs = 1_000
/** Addresses told at once, as the broker of PostgreSQL carries little in one message. */
const toldAtOnce = 50
/** How often each address asked since this was told last. */
export type ToldRequests = [address: string, count: number][]

/** Windows kept at most; beyond it the oldest goes, long before its memory matters. */
const maxWindows = 100_000

/** What `@fastify/rate-limit` asks of a store. */
interface RequestStore {
  incr(address: string, done: (error: Error | null, result?: Counted) => void, windowMs: number): void
  child(): RequestStore
}

export interface RequestCountsOptions {
  /** Milliseconds of a clock that is never set back. */
  monotonic?: () => number
  /** To other servers; counts of this one alone when left out. */
  line?: CountLine<ToldRequests> | undefined
}

/** A store for `@fastify/rate-limit`. */
export function requestCounts({
  monotonic = () => performance.now(),
  line,
}: RequestCountsOptions = {}): new () => RequestStore {
  return class RequestCounts implements RequestStore {
    /** By address, oldest window first. */
    readonly #windows = new Map<string, Window>()
    /** Not told yet, by address. */
    readonly #untold = new Map<string, number>()
    #toldAt = monotonic()

    constructor() {
      line?.onTold((counted) => {
        for (const [address, count] of counted) this.#count(address, count)
      })
    }

    incr(address: string, done: (error: Error | null, result?: Counted) => void, windowMs: number): void {
      const at = monotonic()
      this.#forgetBefore(at - windowMs)
      const window = this.#count(address, 1)
      if (line !== undefined) this.#note(address, window, line)
      done(null, { current: window.count, ttl: window.startedAt + windowMs - at })
    }

    child(): RequestCounts {
      return new RequestCounts()
    }

    #count(address: string, count: number): Window {
      const window = this.#windows.get(address) ?? { count: 0, startedAt: monotonic() }
      window.count += count
      this.#windows.set(address, window)
      return window
    }

    #note(address: string, { count }: Window, { tell }: CountLine<ToldRequests>): void {
      if (count > quietCount) this.#untold.set(address, (this.#untold.get(address) ?? 0) + 1)
      if (monotonic() - this.#toldAt < tellMs) return
      this.#toldAt = monotonic()
      const counted = [...this.#untold]
      this.#untold.clear()
      for (let from = 0; from < counted.length; from += toldAtOnce)
        tell(counted.slice(from, from + toldAtOnce))
    }

    #forgetBefore(oldest: number): void {
      for (const [address, { startedAt }] of this.#windows) {
        if (startedAt > oldest && this.#windows.size <= maxWindows) return
        this.#windows.delete(address)
      }
    }
  }
}
