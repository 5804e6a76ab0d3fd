/**
 * Notices that a server which owes an answer has fallen silent. Whatever comes counts as life, so a slow line is no
 * dead one; the SDK itself only counts how long an answer takes.
 */
import type { Clock } from './clock.ts'
import { SilenceTimer } from './silence-timer.ts'

export interface OwedAnswersOptions {
  clock: Clock
  /** How long nothing may come while this answer is owed. */
  patienceMs: (answer: string) => number
  silent: () => void
}

export class OwedAnswers {
  readonly #options: OwedAnswersOptions
  readonly #owed = new Map<string, number>()
  readonly #timer: SilenceTimer

  constructor(options: OwedAnswersOptions) {
    this.#options = options
    this.#timer = new SilenceTimer(options.clock, () => this.#patienceMs(), options.silent)
  }

  /** Something is asked. */
  ask(answer: string): void {
    this.#owed.set(answer, (this.#owed.get(answer) ?? 0) + 1)
    this.#timer.start()
  }

  /** It is answered, or nobody wants to know any more. */
  settle(answer: string): void {
    const left = (this.#owed.get(answer) ?? 0) - 1
    if (left > 0) this.#owed.set(answer, left)
    else this.#owed.delete(answer)
    if (this.#owed.size === 0) this.#timer.stop()
  }

  isOwed(answer: string): boolean {
    return this.#owed.has(answer)
  }

  heard(): void {
    this.#timer.heard()
  }

  /** The connection is gone, and with it everything that was asked. */
  clear(): void {
    this.#owed.clear()
    this.#timer.stop()
  }

  #patienceMs(): number {
    return Math.max(...[...this.#owed.keys()].map(this.#options.patienceMs))
  }
}
