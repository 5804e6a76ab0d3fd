/**
 * Where the clients of a presence channel write: what each said last, until it takes that back, leaves, or has said
 * nothing for a while. Whoever writes says so again every few seconds (typing-voice.ts).
 */
import type { Cancel, Clock } from './clock.ts'

/** More than twice the time between two words of a writer who pauses. */
export const typingLapseMs = 8_000

interface Typist {
  place: string
  cancel: Cancel
}

export class Typists {
  readonly #clock: Clock
  readonly #changed: () => void
  readonly #byClient = new Map<string, Typist>()

  /** `changed` is called when somebody begins, ends or moves. */
  constructor(clock: Clock, changed: () => void) {
    this.#clock = clock
    this.#changed = changed
  }

  placeOf(client: string): string | undefined {
    return this.#byClient.get(client)?.place
  }

  /** A client published this. What does not read `{ typing: place or null }` says nothing. */
  heard(client: string, data: unknown): void {
    const { typing } = (data ?? {}) as { typing?: unknown }
    if (typing !== null && typeof typing !== 'string') return
    this.gone(client)
    if (typing !== null) {
      const cancel = this.#clock.after(typingLapseMs, () => {
        this.#byClient.delete(client)
        this.#changed()
      })
      this.#byClient.set(client, { place: typing, cancel })
    }
    this.#changed()
  }

  gone(client: string): void {
    this.#byClient.get(client)?.cancel()
    this.#byClient.delete(client)
  }

  clear(): void {
    for (const client of [...this.#byClient.keys()]) this.gone(client)
  }
}
