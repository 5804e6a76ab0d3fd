/**
 * Listeners that cannot harm whoever tells them: what one throws, at once or later, stops neither the other
 * listeners nor the caller, whose change may be committed long since. It is reported instead.
 */

/** By default as a warning of the process, which Node.js prints with its stack. */
export type ReportFailure = (error: unknown) => void

export class Listeners<Message = void> {
  readonly #listeners = new Set<(message: Message) => unknown>()
  readonly #report: ReportFailure

  constructor(report: ReportFailure = warn) {
    this.#report = report
  }

  get size(): number {
    return this.#listeners.size
  }

  /** Calls back with each message until the returned function is called. The same listener may be added twice. */
  add(listener: (message: Message) => unknown): () => void {
    const own = (message: Message): unknown => listener(message)
    this.#listeners.add(own)
    return () => this.#listeners.delete(own)
  }

  /** Tells those that are there now, in the order in which they came. Never throws. */
  tell(message: Message): void {
    for (const listener of [...this.#listeners]) {
      try {
        const result = listener(message)
        if (result instanceof Promise) result.catch(this.#report)
      } catch (error) {
        this.#report(error)
      }
    }
  }

  clear(): void {
    this.#listeners.clear()
  }
}

/** Listeners by what they listen to. A key that nobody listens to any more costs nothing. */
export class ListenersByKey<Message> {
  readonly #byKey = new Map<string, Listeners<Message>>()
  readonly #report: ReportFailure | undefined

  constructor(report?: ReportFailure) {
    this.#report = report
  }

  /** Calls back with each message of the key until the returned function is called. */
  add(key: string, listener: (message: Message) => unknown): () => void {
    const listeners = this.#byKey.get(key) ?? new Listeners<Message>(this.#report)
    this.#byKey.set(key, listeners)
    const stop = listeners.add(listener)
    return () => {
      stop()
      if (listeners.size === 0 && this.#byKey.get(key) === listeners) this.#byKey.delete(key)
    }
  }

  /** Tells those who listen to the key. Never throws. */
  tell(key: string, message: Message): void {
    this.#byKey.get(key)?.tell(message)
  }

  /** Tells all. Never throws. */
  tellAll(message: Message): void {
    for (const listeners of [...this.#byKey.values()]) listeners.tell(message)
  }

  clear(): void {
    for (const listeners of this.#byKey.values()) listeners.clear()
    this.#byKey.clear()
  }
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error))
}
