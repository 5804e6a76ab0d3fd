/** Callbacks to be told that something changed. One that throws keeps no other from being told. */
export class Listeners {
  readonly #listeners = new Set<() => void>()
  readonly #onError: (error: unknown) => void

  /** `onError` receives what listeners throw. */
  constructor(onError: (error: unknown) => void) {
    this.#onError = onError
  }

  get isEmpty(): boolean {
    return this.#listeners.size === 0
  }

  /** Returns what takes it away again, and says whether it was still there. */
  add(listener: () => void): () => boolean {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  tell(): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener()
      } catch (error) {
        // What is told of has happened already, and is no fault of who reported it.
        this.#onError(error)
      }
    }
  }
}
