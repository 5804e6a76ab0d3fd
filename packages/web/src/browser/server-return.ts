/**
 * Waits for a server that is away: one question at a time for everybody who waits, ever more rarely, at random times,
 * and at once when something else tells that it is back.
 */
import { backoffMs, type Clock, systemClock } from '@copydesk/client'

export interface ServerReturnOptions {
  /** Whether the server answers at all. */
  ask: () => Promise<boolean>
  clock?: Clock
  /** Numbers from 0 to below 1, for jitter. */
  random?: () => number
}

const pauseMs = { min: 1_000, max: 30_000 }

export class ServerReturn {
  readonly #ask: () => Promise<boolean>
  readonly #clock: Clock
  readonly #random: () => number
  #waiting: Promise<void> | null = null
  #wake: () => void = () => {}

  constructor({ ask, clock = systemClock, random = Math.random }: ServerReturnOptions) {
    this.#ask = ask
    this.#clock = clock
    this.#random = random
  }

  /** Resolves once the server answered; whoever waits already waits for the same. */
  until(): Promise<void> {
    this.#waiting ??= this.#wait().finally(() => {
      this.#waiting = null
    })
    return this.#waiting
  }

  /** Asks at once, if anybody waits: the network is back, or a connection stands. */
  wake(): void {
    this.#wake()
  }

  async #wait(): Promise<void> {
    for (let tried = 0; ; tried += 1) {
      await this.#pause(backoffMs(tried, pauseMs.min, pauseMs.max, this.#random))
      if (await this.#ask()) return
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#clock.after(ms, resolve)
      this.#wake = () => {
        cancel()
        resolve()
      }
    })
  }
}
