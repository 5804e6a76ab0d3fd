/**
 * Carries a connection over a WebSocket: the socket of an accepted handshake, its frames and its closing handshake
 * (RFC 6455, sections 5 and 7). Each message is framed once by frame.ts, for all its receivers, and written to the
 * socket as it is; there is no queue but the socket's own, so the order holds. Compression is not spoken: it would
 * need a queue, and memory, for each client.
 *
 *     open ──close() or the client's fault──▶ closing ──client's close frame, or 5 s──▶ ended
 *      └──the client's close frame, answered, or a broken socket──────────────────────────▲
 */
import type { Duplex } from 'node:stream'
import type { Disconnect } from '@copydesk/protocol'
import type { Framing, Transport, TransportKind } from '../connections/transport.ts'
import type { Environment } from '../environment.ts'
import { frameClose, framePong, frameText } from './frame.ts'
import { type FrameEvents, FrameReader } from './frame-reader.ts'

/** What arrives on a WebSocket, and its end. */
export interface WebSocketReceiver {
  text(message: string): void
  binary(): void
  /** Whether the ping is answered. */
  ping(): boolean
  /** The client broke the rules of the format; the closing handshake follows. */
  fault(what: string): void
  /** The socket is gone. The code is the client's, or that of its fault; 1006 when it left without a word. */
  closed(code: number): void
}

/** How long a client may take to answer our close frame. */
const closeTimeoutMs = 5_000

const closeCodes = { noCode: 1005, abnormal: 1006 } as const

export class WebSocketTransport implements Transport, FrameEvents {
  readonly #socket: Duplex
  readonly #after: Environment['after']
  readonly #reader: FrameReader
  #receiver: WebSocketReceiver | null = null
  #code: number = closeCodes.abnormal
  #closing = false
  #cancelTimeout: (() => void) | null = null

  constructor(socket: Duplex, maxMessageBytes: number, after: Environment['after']) {
    this.#socket = socket
    this.#after = after
    this.#reader = new FrameReader(maxMessageBytes, this)
  }

  /** Begins to read. `head` is what came together with the handshake. */
  listen(receiver: WebSocketReceiver, head: Buffer): void {
    this.#receiver = receiver
    const socket = this.#socket
    socket.on('error', () => socket.destroy())
    socket.on('close', () => this.#closed())
    socket.on('end', () => socket.end())
    socket.on('data', (chunk: Buffer) => this.#reader.push(chunk))
    if (head.length > 0) this.#reader.push(head)
  }

  get kind(): TransportKind {
    return 'websocket'
  }

  get session(): undefined {
    return undefined
  }

  get answersPings(): boolean {
    return true
  }

  get framing(): Framing {
    return frameText
  }

  get queuedBytes(): number {
    return this.#socket.writableLength
  }

  write(frame: Uint8Array): void {
    // After a close frame nothing may follow.
    if (!this.#closing && this.#socket.writable) this.#socket.write(frame)
  }

  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }

  close({ code, reason }: Disconnect): void {
    this.#sendClose(code, reason)
  }

  onText(message: string): void {
    if (!this.#closing) this.#receiver?.text(message)
  }

  onBinary(): void {
    if (!this.#closing) this.#receiver?.binary()
  }

  onPing(payload: Buffer): void {
    if (!this.#closing && this.#receiver?.ping()) this.write(framePong(payload))
  }

  /** The answer to our close frame, or the client's own, which is answered with the same code. */
  onClose(code: number): void {
    if (!this.#closing) {
      this.#code = code
      this.#sendClose(code === closeCodes.noCode ? null : code)
    }
    this.#socket.end()
  }

  onFault(code: number, what: string): void {
    if (this.#closing) return
    this.#code = code
    this.#receiver?.fault(what)
    this.#sendClose(code, what)
  }

  #sendClose(code: number | null, reason?: string): void {
    if (this.#closing) return
    this.write(frameClose(code, reason))
    this.#closing = true
    this.#cancelTimeout = this.#after(closeTimeoutMs, () => this.#socket.destroy())
    // A paused socket would never read the answer.
    this.#socket.resume()
  }

  #closed(): void {
    this.#cancelTimeout?.()
    this.#reader.stop()
    this.#receiver?.closed(this.#code)
  }
}
