/**
 * Asks over a link for proof that it still stands. A connection that looks open may be long dead after sleep; over a
 * stream the answer also tells whether something on the way holds it back. Decides nothing by what it finds.
 */
import type { Clock } from './clock.ts'
import type { Link } from './link.ts'

/** An answer over a stream before which nothing came for longer was held back on the way. */
const lateMs = 3_000

/** `late`: it was silent for long before the answer; what trickles in is slow, not held back. */
export type ProbeResult = 'in_time' | 'late' | 'unanswered'

export class Probe {
  readonly #clock: Clock
  #probed: Link | null = null
  #silentSince = 0
  #longestSilenceMs = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Null where this link is asked already. */
  async ask(link: Link): Promise<ProbeResult | null> {
    if (link === this.#probed) return null
    this.#probed = link
    this.#silentSince = this.#clock.now()
    this.#longestSilenceMs = 0
    try {
      await link.probe()
      return this.#silenceMs() > lateMs ? 'late' : 'in_time'
    } catch {
      return 'unanswered'
    } finally {
      if (this.#probed === link) this.#probed = null
    }
  }

  /** Something came over the link. */
  heard(): void {
    this.#longestSilenceMs = this.#silenceMs()
    this.#silentSince = this.#clock.now()
  }

  #silenceMs(): number {
    return Math.max(this.#longestSilenceMs, this.#clock.now() - this.#silentSince)
  }
}
