/** Doubles messages and brings them in another order: what a message server may do that promises nothing. */
import type { Frame } from './message-frames.ts'

/** A message that waits is overtaken by those that come within this time. */
const longestWaitMs = 300

export class MessageMixer {
  readonly #random: () => number
  readonly #emit: (bytes: Buffer) => void
  #held: Buffer[] = []
  #timer: NodeJS.Timeout | undefined

  constructor(random: () => number, emit: (bytes: Buffer) => void) {
    this.#random = random
    this.#emit = emit
  }

  /** A third comes once, a third twice, a third later than those after it; answers always come as they are. */
  take({ bytes, isMessage }: Frame): void {
    const chance = this.#random()
    if (isMessage && chance > 2 / 3) {
      this.#held.push(bytes)
      this.#timer ??= setTimeout(() => this.letGo(), longestWaitMs)
      return
    }
    this.#emit(bytes)
    if (isMessage && chance > 1 / 3) this.#emit(bytes)
  }

  /** What was held back, the newest first. */
  letGo(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    for (const bytes of this.#held.splice(0).reverse()) this.#emit(bytes)
  }
}
