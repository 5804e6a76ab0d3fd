/** Notices that nothing came for a while. Sets one timer at a time, however often something comes. */
import type { Cancel, Clock } from './clock.ts'

export class SilenceTimer {
  readonly #clock: Clock
  readonly #silenceMs: () => number
  readonly #silent: () => void
  #since = 0
  #cancel: Cancel | null = null

  /** `silent` is called once nothing came for `silenceMs`, which is asked anew each time. */
  constructor(clock: Clock, silenceMs: number | (() => number), silent: () => void) {
    this.#clock = clock
    this.#silenceMs = typeof silenceMs === 'number' ? () => silenceMs : silenceMs
    this.#silent = silent
  }

  get isRunning(): boolean {
    return this.#cancel !== null
  }

  /** Starts, unless it runs; nothing is expected before `graceMs` are over. */
  start(graceMs = 0): void {
    if (this.#cancel) return
    this.#since = this.#clock.now() + graceMs
    this.#wait()
  }

  heard(): void {
    this.#since = this.#clock.now()
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = null
  }

  #wait(): void {
    const leftMs = this.#since + this.#silenceMs() - this.#clock.now()
    if (leftMs <= 0) {
      this.#cancel = null
      this.#silent()
    } else this.#cancel = this.#clock.after(leftMs, () => this.#wait())
  }
}
