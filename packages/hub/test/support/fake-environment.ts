/** Time, timers and ids that the test moves by hand. */
import type { Environment } from '../../src/index.ts'

interface Timer {
  /** Null: only once. */
  every: number | null
  due: number
  callback: () => void
}

export class FakeEnvironment implements Environment {
  /** Since the test began. */
  #elapsed = 0
  /** What the clock on the wall showed then. */
  #began = Date.UTC(2026, 0, 1)
  #ids = 0
  #random = 1
  readonly #timers = new Set<Timer>()
  readonly #soon: (() => void)[] = []
  readonly #name: string

  /** `name` begins the ids, so that those of two environments differ. */
  constructor(name = 'id') {
    this.#name = name
  }

  wallTime = (): number => this.#began + this.#elapsed

  monotonic = (): number => this.#elapsed

  /** Sets the clock on the wall, forward or (less than 0) back. No time passes by that. */
  setClock(ms: number): void {
    this.#began += ms
  }

  every = (intervalMs: number, callback: () => void): (() => void) =>
    this.#start({ every: intervalMs, due: this.#elapsed + intervalMs, callback })

  after = (delayMs: number, callback: () => void): (() => void) =>
    this.#start({ every: null, due: this.#elapsed + delayMs, callback })

  soon = (callback: () => void): void => {
    this.#soon.push(callback)
  }

  newId = (): string => {
    this.#ids += 1
    return `${this.#name}-${this.#ids}`
  }

  /** A fixed sequence, the same in every run. */
  random = (): number => {
    this.#random = (this.#random * 48_271) % 2_147_483_647
    return this.#random / 2_147_483_647
  }

  get timers(): number {
    return this.#timers.size
  }

  /** Moves time and calls what is due, in order of time. Promises settle between the calls. */
  async advance(ms: number): Promise<void> {
    const end = this.#elapsed + ms
    for (;;) {
      const next = [...this.#timers].filter((timer) => timer.due <= end).toSorted((a, b) => a.due - b.due)[0]
      if (next === undefined) break
      this.#elapsed = next.due
      if (next.every === null) this.#timers.delete(next)
      else next.due += next.every
      next.callback()
      await this.settle()
    }
    this.#elapsed = end
    await this.settle()
  }

  #start(timer: Timer): () => void {
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }

  /** Lets all promises settle and runs what was put off until then, until nothing is left. */
  async settle(): Promise<void> {
    do {
      for (const callback of this.#soon.splice(0)) callback()
      await new Promise((resolve) => setImmediate(resolve))
    } while (this.#soon.length > 0)
  }
}
