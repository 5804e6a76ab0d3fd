/** A WebSocket of the browser as the checks use it: what arrives is kept until it is asked for. */
import type { Closing } from '../evidence.ts'
import type { ProbeSocket, Received } from '../probe.ts'

export class BrowserSocket implements ProbeSocket {
  readonly #webSocket: WebSocket
  readonly #messages: string[] = []
  #closing: Closing | null = null
  #wake: () => void = () => {}

  constructor(webSocket: WebSocket) {
    this.#webSocket = webSocket
    webSocket.addEventListener('open', () => this.#wake())
    webSocket.addEventListener('message', ({ data }) => {
      this.#messages.push(String(data))
      this.#wake()
    })
    webSocket.addEventListener('close', ({ code, reason }) => {
      this.#closing = { code, reason }
      this.#wake()
    })
  }

  /** Browsers offer compression with every WebSocket, and tell whether it was agreed. */
  get isCompressed(): boolean {
    return this.#webSocket.extensions.includes('permessage-deflate')
  }

  /** Waits for the end of the handshake: open, the close code, or null when nothing came in time. */
  async opened(timeoutMs: number): Promise<'open' | number | null> {
    if (this.#webSocket.readyState === connecting) await this.#change(timeoutMs)
    if (this.#closing !== null) return this.#closing.code
    return this.#webSocket.readyState === open ? 'open' : null
  }

  send(text: string): void {
    if (this.#webSocket.readyState === open) this.#webSocket.send(text)
  }

  async receive(timeoutMs: number): Promise<Received> {
    if (this.#messages.length === 0 && this.#closing === null) await this.#change(timeoutMs)
    const text = this.#messages.shift()
    if (text !== undefined) return { kind: 'message', text }
    if (this.#closing === null) return { kind: 'nothing' }
    return { kind: 'closed', closing: this.#closing, detail: 'the connection ended' }
  }

  close(): void {
    this.#webSocket.close()
  }

  #change(timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, timeoutMs)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}

/** Values of `readyState`; the constructor that has their names is handed in elsewhere. */
const connecting = 0
const open = 1
