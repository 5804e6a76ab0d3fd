/** Callbacks to be told of something. One that throws keeps no other from being told, nor stops who tells. */
export class Listeners<Message = void> {
  readonly #listeners = new Set<(message: Message) => void>()
  readonly #onError: (error: unknown) => void

  /** `onError` receives what listeners throw. */
  constructor(onError: (error: unknown) => void) {
    this.#onError = onError
  }

  get isEmpty(): boolean {
    return this.#listeners.size === 0
  }

  /** Returns what takes it away again, and says whether it was still there. */
  add(listener: (message: Message) => void): () => boolean {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  tell(message: Message): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(message)
      } catch (error) {
        // What is told of has happened already, and is no fault of who reported it.
        this.#onError(error)
      }
    }
  }
}
