/** A WebSocket of the browser as the checks use it: what arrives is kept until it is asked for. */
import { Arrivals } from '../arrivals.ts'
import type { ProbeSocket, Received } from '../probe.ts'

export class BrowserSocket implements ProbeSocket {
  readonly #webSocket: WebSocket
  readonly #arrivals = new Arrivals()

  constructor(webSocket: WebSocket) {
    this.#webSocket = webSocket
    webSocket.addEventListener('open', () => this.#arrivals.changed())
    webSocket.addEventListener('message', ({ data }) => this.#arrivals.message(String(data)))
    webSocket.addEventListener('close', ({ code, reason }) => this.#arrivals.closed({ code, reason }))
  }

  /** Browsers offer compression with every WebSocket, and tell whether it was agreed. */
  get isCompressed(): boolean {
    return this.#webSocket.extensions.includes('permessage-deflate')
  }

  /** Waits for the end of the handshake: open, the close code, or null when nothing came in time. */
  async opened(timeoutMs: number): Promise<'open' | number | null> {
    if (this.#webSocket.readyState === connecting) await this.#arrivals.change(timeoutMs)
    if (this.#arrivals.closing !== null) return this.#arrivals.closing.code
    return this.#webSocket.readyState === open ? 'open' : null
  }

  send(text: string): void {
    if (this.#webSocket.readyState === open) this.#webSocket.send(text)
  }

  receive(timeoutMs: number): Promise<Received> {
    return this.#arrivals.receive(timeoutMs)
  }

  close(): void {
    this.#webSocket.close()
  }
}

/** Values of `readyState`; the constructor that has their names is handed in elsewhere. */
const connecting = 0
const open = 1
