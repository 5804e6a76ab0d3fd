/** How long an answer may take on this line: longer where HTTP was seen to be slow. */

/** A small answer may take so many times what the last question over HTTP took; it may wait behind larger ones. */
const factor = 4
const longestMs = 30_000

export class Patience {
  readonly #leastMs: number
  #ms: number

  constructor(leastMs: number) {
    this.#leastMs = leastMs
    this.#ms = leastMs
  }

  get ms(): number {
    return this.#ms
  }

  /** A question over HTTP was answered after so long. */
  answered(tookMs: number): void {
    this.#ms = Math.max(this.#leastMs, Math.min(longestMs, factor * tookMs))
  }
}
