/** HTTP as nobody's library would write it: bytes in, bytes out, on a socket that the test holds. */
import { connect, type Socket } from 'node:net'

export class RawHttp {
  readonly socket: Socket
  #text = ''
  #ended = false
  #wake: () => void = () => undefined

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1')
    this.socket.on('error', () => undefined)
    this.socket.on('data', (chunk: Buffer) => {
      this.#text += chunk.toString('latin1')
      this.#wake()
    })
    this.socket.on('close', () => {
      this.#ended = true
      this.#wake()
    })
  }

  write(...parts: (string | Buffer)[]): this {
    for (const part of parts) this.socket.write(part)
    return this
  }

  /** Everything received, once it contains so many of these. */
  async until(mark: string, count = 1): Promise<string> {
    while (this.#text.split(mark).length <= count) {
      if (this.#ended) throw new Error(`The socket ended after ${JSON.stringify(this.#text.slice(-500))}`)
      await this.#more()
    }
    return this.#text
  }

  /** Everything received, once the server closed the socket. */
  async end(): Promise<string> {
    while (!this.#ended) await this.#more()
    return this.#text
  }

  cut(): void {
    this.socket.destroy()
  }

  #more(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve
    })
  }
}

/** A POST with a body, and with the headers that say so unless others are given. */
export function post(path: string, body: string, headers: Record<string, string | number> = {}): string {
  const all = { host: '127.0.0.1', 'content-length': Buffer.byteLength(body), ...headers }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`
}
