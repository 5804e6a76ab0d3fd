/**
 * Asks the journal at intervals where the open channels stand, so that a lost announcement costs time and nothing
 * else. What was missed is decided by offsets alone: a transaction that was open for long, a commit out of order or a
 * clock that is off cannot hide a publication. One round after the other, each in pieces of bounded work.
 */
import type { JournalReader, StreamPosition } from '../journal/journal.ts'

export interface WatchEffects {
  /** Milliseconds of a clock that is never set back. */
  monotonic(): number
  /** Calls back once, after the input that is already waiting was handled. */
  soon(callback: () => void): void
  /** Names of the channels that are open now. */
  open(): Iterable<string>
  /** The channel stands there; null: the journal holds nothing of it. */
  stands(channel: string, position: StreamPosition | null): void
  failed(error: unknown): void
}

/** Channels of one question. */
const askedAtOnce = 500

export class JournalWatch {
  readonly #journal: Pick<JournalReader, 'heads'>
  readonly #effects: WatchEffects
  #isAsking = false
  #again = false
  #answeredAt: number | null = null

  constructor(journal: Pick<JournalReader, 'heads'>, effects: WatchEffects) {
    this.#journal = journal
    this.#effects = effects
  }

  /** Since the journal last said where all channels stand; null before it ever did. */
  get ageMs(): number | null {
    return this.#answeredAt === null ? null : this.#effects.monotonic() - this.#answeredAt
  }

  /** Begins a round, unless one is under way. */
  poll(): void {
    if (!this.#isAsking) void this.#ask()
  }

  /** Begins a round now, or as soon as the one under way has ended: what it asked may be outdated. */
  pollAgain(): void {
    this.#again = this.#isAsking
    this.poll()
  }

  async #ask(): Promise<void> {
    this.#isAsking = true
    do {
      this.#again = false
      try {
        await this.#round()
        this.#answeredAt = this.#effects.monotonic()
      } catch (error) {
        this.#effects.failed(error)
      }
    } while (this.#again)
    this.#isAsking = false
  }

  async #round(): Promise<void> {
    const names = [...this.#effects.open()]
    for (let start = 0; start < names.length; start += askedAtOnce) {
      if (start > 0) await new Promise<void>((resolve) => this.#effects.soon(resolve))
      const asked = names.slice(start, start + askedAtOnce)
      const heads = await this.#journal.heads(asked)
      for (const name of asked) this.#effects.stands(name, heads.get(name) ?? null)
    }
  }
}
