/**
 * Notices that this page stood still, because the computer slept or the browser froze the tab: a timer then runs late.
 * Connections end meanwhile, which is normal and looks like a fault to whoever finds it in the logs.
 */

export interface Standstill {
  ms: number
  /** Unix time in ms. */
  endedAt: number
}

const everyMs = 5_000
/** Browsers let the timers of hidden tabs run once a minute; only more than that is a standstill. */
const leastMs = 90_000
/** What was longer ago explains nothing. */
const rememberedMs = 15 * 60_000

export class StandstillWatch {
  #lastTick: number
  #last: Standstill | null = null

  constructor(now: number) {
    this.#lastTick = now
  }

  tick(now: number): void {
    const ms = now - this.#lastTick
    this.#lastTick = now
    if (ms > leastMs) this.#last = { ms, endedAt: now }
  }

  /** The last one, unless it was long ago. */
  last(now: number): Standstill | null {
    return this.#last !== null && now - this.#last.endedAt <= rememberedMs ? this.#last : null
  }
}

const watch = new StandstillWatch(Date.now())

/** To be called once, when the page begins. */
export function watchStandstills(): void {
  setInterval(() => watch.tick(Date.now()), everyMs)
}

/** The last standstill of this page, unless it was long ago. */
export function lastStandstill(): Standstill | null {
  return watch.last(Date.now())
}
