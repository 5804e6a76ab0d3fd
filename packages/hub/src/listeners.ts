/**
 * Listeners that cannot harm who tells them: what one throws, at once or later, keeps neither the others nor the
 * teller, whose change may be committed long since. It is reported instead.
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

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error))
}
