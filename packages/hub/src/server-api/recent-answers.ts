/** Remembers answers by a key for a while, so that what is asked again is not done again. */

/** The oldest are forgotten beyond this, however young. */
const maxAnswers = 100_000

export class RecentAnswers<Answer> {
  readonly #keptMs: number
  readonly #now: () => number
  /** Oldest first. */
  readonly #answers = new Map<string, { answer: Answer; at: number }>()

  constructor(keptMs: number, now: () => number) {
    this.#keptMs = keptMs
    this.#now = now
  }

  /** The answer given before under this key, else a new one. */
  once(key: string, answer: () => Answer): Answer {
    this.#forget()
    const known = this.#answers.get(key)
    if (known !== undefined) return known.answer
    const given = answer()
    this.#answers.set(key, { answer: given, at: this.#now() })
    return given
  }

  #forget(): void {
    const oldest = this.#now() - this.#keptMs
    for (const [key, { at }] of this.#answers) {
      if (at > oldest && this.#answers.size < maxAnswers) return
      this.#answers.delete(key)
    }
  }
}
