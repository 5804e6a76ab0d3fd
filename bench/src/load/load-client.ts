/**
 * One WebSocket client on a bare socket. It skips through payloads instead of decoding them: counting must cost
 * far less than sending. The number after each message's mark tells what it missed and what came twice. The first
 * bytes of a greeting are looked at, and messages too short to hold a publication.
 */
import { connect, type Socket } from 'node:net'
import { messageMark, numberLength } from '../servers/message.ts'
import type { ClientState, Dialect } from './dialects.ts'

const mark = messageMark.charCodeAt(0)
const zero = '0'.charCodeAt(0)
/** As much of a message is looked at to find out whether it is the greeting. */
const longestGreeting = 1_000
/** No greeting that comes later than the first, and no ping, is as long as this. */
const shortestMessage = 60

/** One text message, masked with zeros. */
function frame(message: string): Buffer {
  const body = Buffer.from(message)
  const length = body.length < 126 ? [0x80 | body.length] : [0x80 | 126, body.length >> 8, body.length & 0xff]
  return Buffer.concat([Buffer.from([0x81, ...length, 0, 0, 0, 0]), body])
}

export interface LoadTarget {
  port: number
  path: string
  dialect: Dialect
}

export class LoadClient {
  readonly state: ClientState
  received = 0
  /** Messages that were left out between two that came. */
  missed = 0
  /** Messages that came although they, or later ones, had come before. */
  doubled = 0
  /** Length of the shortest message with something in it, in bytes: others may hold several together. */
  shortestBytes = Number.POSITIVE_INFINITY
  /** Called with each message's number; for clients that time them. */
  onMessage: ((number: number) => void) | null = null
  readonly #target: LoadTarget
  #socket: Socket | null = null
  #resolve: (() => void) | null = null
  /** What came of something that must be whole to be read: a head, a greeting, a mark with its number. */
  #pending: Buffer = Buffer.alloc(0)
  /** Bytes of the frame under way that are still to be looked through. */
  #left = 0
  #upgraded = false

  constructor(target: LoadTarget, identity: Pick<ClientState, 'channels' | 'token'>) {
    this.#target = target
    this.state = { ...identity, position: 0, epoch: '' }
  }

  /** Resolves when the client receives from now on. */
  connect(): Promise<void> {
    const { port, path } = this.#target
    this.#upgraded = false
    this.#pending = Buffer.alloc(0)
    this.#left = 0
    const socket = connect(port, '127.0.0.1', () => {
      const head = [
        `GET ${path} HTTP/1.1`,
        'Host: 127.0.0.1',
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      ]
      socket.write(`${head.join('\r\n')}\r\n\r\n`)
    })
    socket.on('data', (chunk) => {
      if (socket === this.#socket) this.#take(chunk)
    })
    socket.on('error', () => socket.destroy())
    this.#socket = socket
    return new Promise((resolve) => {
      this.#resolve = resolve
    })
  }

  /** Cuts the connection off without a word, as a network does. */
  cut(): void {
    this.#socket?.resetAndDestroy()
    this.#socket = null
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
    const { hello, ready } = this.#target.dialect
    if (hello !== null) this.#socket?.write(frame(hello(this.state)))
    if (ready === null) this.#isReady()
  }

  #isReady(): void {
    this.#resolve?.()
    this.#resolve = null
  }

  #readFrames(): void {
    const bytes = this.#pending
    let at = 0
    while (at < bytes.length) {
      if (this.#left === 0) {
        const payload = this.#beginFrame(bytes, at)
        if (payload === 0) break
        at = payload
      }
      const end = Math.min(bytes.length, at + this.#left)
      const read = this.#readMarks(bytes, at, end)
      this.#left -= read - at
      at = read
      if (read < end) break
    }
    this.#pending = bytes.subarray(at)
  }

  /** Reads the head of a frame, and what may be a greeting; where the payload begins, or 0 when more must come first. */
  #beginFrame(bytes: Buffer, start: number): number {
    const available = bytes.length - start
    if (available < 2) return 0
    const short = (bytes[start + 1] ?? 0) & 0x7f
    const head = short < 126 ? 2 : short === 126 ? 4 : 10
    if (available < head) return 0
    const length =
      short < 126 ? short : short === 126 ? bytes.readUInt16BE(start + 2) : bytes.readUInt32BE(start + 6)
    const looked = Math.min(length, longestGreeting)
    if (available < head + looked) return 0
    this.#left = length
    const payload = start + head
    if (this.#resolve === null && length >= shortestMessage) {
      this.shortestBytes = Math.min(this.shortestBytes, length)
    }
    if (this.#resolve !== null || length < longestGreeting) {
      this.#listen(bytes.subarray(payload, payload + looked))
    }
    return payload
  }

  /** Counts the messages between two places; how far it came, because the last number may be cut. */
  #readMarks(bytes: Buffer, start: number, end: number): number {
    const isWhole = end - start === this.#left
    let at = bytes.indexOf(mark, start)
    while (at !== -1 && at < end) {
      const next = at + 1 + numberLength
      if (next > end && !isWhole) return at
      this.#count(bytes, at + 1)
      at = bytes.indexOf(mark, next)
    }
    return end
  }

  #count(payload: Buffer, start: number): void {
    let number = 0
    for (let at = start; at < start + numberLength; at += 1)
      number = number * 10 + ((payload[at] ?? 0) - zero)
    this.received += 1
    this.onMessage?.(number)
    if (number <= this.state.position) {
      this.doubled += 1
      return
    }
    this.missed += number - this.state.position - 1
    this.state.position = number
  }

  #listen(payload: Buffer): void {
    if (this.#resolve === null && payload.includes(mark)) return
    const { answer, ready } = this.#target.dialect
    const message = payload.toString('latin1', 0, longestGreeting)
    const reply = answer(message, this.state)
    if (reply !== null) this.#socket?.write(frame(reply))
    if (ready?.(message, this.state)) this.#isReady()
  }
}
