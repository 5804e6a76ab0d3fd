/** Remembers answers by a key for a while, so that what is asked again is not done again. */

/** The oldest are forgotten beyond this, however young. */
const maxAnswers = 100_000

export class RecentAnswers<Answer> {
  readonly #keptMs: number
  readonly #monotonic: () => number
  /** Oldest first. */
  readonly #answers = new Map<string, { answer: Answer; at: number }>()

  /** `monotonic` gives milliseconds of a clock that is never set back. */
  constructor(keptMs: number, monotonic: () => number) {
    this.#keptMs = keptMs
    this.#monotonic = monotonic
  }

  /** The answer given before under this key, else a new one. */
  once(key: string, answer: () => Answer): Answer {
    this.#forget()
    const known = this.#answers.get(key)
    if (known !== undefined) return known.answer
    const given = answer()
    this.#answers.set(key, { answer: given, at: this.#monotonic() })
    return given
  }

  #forget(): void {
    const oldest = this.#monotonic() - this.#keptMs
    for (const [key, { at }] of this.#answers) {
      if (at > oldest && this.#answers.size < maxAnswers) return
      this.#answers.delete(key)
    }
  }
}
