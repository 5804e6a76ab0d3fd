/** What came over one WebSocket, kept until a check asks for it. Knows neither `ws` nor the browser. */
import type { Closing } from './evidence.ts'
import type { Received } from './probe.ts'

export class Arrivals {
  readonly #messages: string[] = []
  #closing: Closing | null = null
  #detail = 'the connection ended'
  #wake: () => void = () => {}

  /** How the connection ended; null while it stands. */
  get closing(): Closing | null {
    return this.#closing
  }

  message(text: string): void {
    this.#messages.push(text)
    this.#wake()
  }

  /** Why the connection is about to end, in words. */
  failed(detail: string): void {
    this.#detail = detail || this.#detail
  }

  closed(closing: Closing): void {
    this.#closing = closing
    this.#wake()
  }

  /** Something else happened that `change` is to end at. */
  changed(): void {
    this.#wake()
  }

  /** The next message, or how the connection ended; waits for either. */
  async receive(timeoutMs: number): Promise<Received> {
    if (this.#messages.length === 0 && this.#closing === null) await this.change(timeoutMs)
    const text = this.#messages.shift()
    if (text !== undefined) return { kind: 'message', text }
    if (this.#closing === null) return { kind: 'nothing' }
    return { kind: 'closed', closing: this.#closing, detail: this.#detail }
  }

  /** Resolves once anything happens, or when the time is over. */
  change(timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, timeoutMs)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
