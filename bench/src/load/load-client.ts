/**
 * One WebSocket client on a bare socket. It skips through payloads instead of decoding them: counting must cost
 * far less than sending. Messages short enough to be part of a greeting are looked at.
 */
import { connect, type Socket } from 'node:net'
import { messageMark } from '../servers/message.ts'
import type { Dialect } from './dialects.ts'

const mark = messageMark.charCodeAt(0)
/** Greetings and pings are shorter; published messages are longer or carry the mark. */
const longestGreeting = 1_000

/** One text message, masked with zeros. */
function frame(message: string): Buffer {
  const body = Buffer.from(message)
  const length = body.length < 126 ? [0x80 | body.length] : [0x80 | 126, body.length >> 8, body.length & 0xff]
  return Buffer.concat([Buffer.from([0x81, ...length, 0, 0, 0, 0]), body])
}

export class LoadClient {
  received = 0
  readonly ready: Promise<void>
  readonly #dialect: Dialect
  readonly #socket: Socket
  #resolve: () => void = () => undefined
  #pending: Buffer = Buffer.alloc(0)
  #upgraded = false

  constructor(port: number, path: string, dialect: Dialect) {
    this.#dialect = dialect
    this.ready = new Promise((resolve) => {
      this.#resolve = resolve
    })
    this.#socket = connect(port, '127.0.0.1', () => {
      const head = [
        `GET ${path} HTTP/1.1`,
        'Host: 127.0.0.1',
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      ]
      this.#socket.write(`${head.join('\r\n')}\r\n\r\n`)
    })
    this.#socket.on('data', (chunk) => this.#take(chunk))
    this.#socket.on('error', () => this.#socket.destroy())
  }

  #take(chunk: Buffer): void {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk])
    if (!this.#upgraded) this.#upgrade()
    if (this.#upgraded) this.#readFrames()
  }

  #upgrade(): void {
    const end = this.#pending.indexOf('\r\n\r\n')
    if (end === -1) return
    this.#upgraded = true
    this.#pending = this.#pending.subarray(end + 4)
    if (this.#dialect.hello !== null) this.#socket.write(frame(this.#dialect.hello))
    if (this.#dialect.ready === null) this.#resolve()
  }

  #readFrames(): void {
    const bytes = this.#pending
    let start = 0
    while (start + 2 <= bytes.length) {
      const short = (bytes[start + 1] ?? 0) & 0x7f
      const head = short < 126 ? 2 : short === 126 ? 4 : 10
      if (start + head > bytes.length) break
      const length =
        short < 126 ? short : short === 126 ? bytes.readUInt16BE(start + 2) : bytes.readUInt32BE(start + 6)
      const end = start + head + length
      if (end > bytes.length) break
      this.#read(bytes.subarray(start + head, end))
      start = end
    }
    this.#pending = bytes.subarray(start)
  }

  #read(payload: Buffer): void {
    let at = payload.indexOf(mark)
    if (at === -1 && payload.length < longestGreeting) {
      const message = payload.toString()
      const answer = this.#dialect.answer(message)
      if (answer !== null) this.#socket.write(frame(answer))
      if (this.#dialect.ready?.(message)) this.#resolve()
    }
    while (at !== -1) {
      this.received += 1
      at = payload.indexOf(mark, at + 1)
    }
  }
}
