/** The sockets and streams that are open, so that closing can wait until the last one is gone. */
export class OpenCarriers {
  readonly #open = new Set<object>()
  readonly #waiting: (() => void)[] = []

  add(carrier: object): void {
    this.#open.add(carrier)
  }

  delete(carrier: object): void {
    this.#open.delete(carrier)
    if (this.#open.size === 0) for (const resolve of this.#waiting.splice(0)) resolve()
  }

  /** Resolves when nothing is open. */
  async none(): Promise<void> {
    if (this.#open.size > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }
}
