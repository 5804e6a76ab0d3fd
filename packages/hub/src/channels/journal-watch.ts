/**
 * Asks the journal at intervals which channels changed, so that a lost announcement costs time and nothing else.
 * It must have a cursor before any channel opens: a change between a channel's first read and the first cursor
 * would otherwise be nobody's.
 */
import type { ChannelChange, JournalReader } from '../journal/journal.ts'

export interface WatchEffects {
  /** Milliseconds of a clock that is never set back. */
  monotonic(): number
  changed(change: ChannelChange): void
  failed(error: unknown): void
}

export class JournalWatch {
  readonly #journal: JournalReader
  readonly #effects: WatchEffects
  #cursor: string | undefined
  #polling: Promise<void> | null = null
  #answeredAt: number | null = null

  constructor(journal: JournalReader, effects: WatchEffects) {
    this.#journal = journal
    this.#effects = effects
  }

  /** Since the journal last answered; null before it ever did. */
  get ageMs(): number | null {
    return this.#answeredAt === null ? null : this.#effects.monotonic() - this.#answeredAt
  }

  /** Whether changes from now on are seen. */
  get isReady(): boolean {
    return this.#cursor !== undefined
  }

  /** Settles once that is so; rejects when the journal cannot be asked. */
  async ready(): Promise<void> {
    if (!this.isReady) await this.#poll()
  }

  /** Asks once, unless the last question is still open. Failures go to `effects.failed`. */
  poll(): void {
    this.#poll().catch(this.#effects.failed)
  }

  #poll(): Promise<void> {
    this.#polling ??= this.#ask().finally(() => {
      this.#polling = null
    })
    return this.#polling
  }

  async #ask(): Promise<void> {
    const { changes, cursor } = await this.#journal.changedSince(this.#cursor)
    this.#cursor = cursor
    this.#answeredAt = this.#effects.monotonic()
    for (const change of changes) this.#effects.changed(change)
  }
}
