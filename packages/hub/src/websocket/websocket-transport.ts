/**
 * Carries a connection over a WebSocket. `ws` reads and does the closing handshake; what the hub sends is framed
 * by frame.ts and written to the socket directly, which spares the sender of `ws` for every receiver. Both write
 * whole frames to the same socket without a queue of their own, so the order holds (this is why compression,
 * which gives `ws` such a queue, is off).
 */
import type { Duplex } from 'node:stream'
import type { Disconnect } from '@copydesk/protocol'
import type { WebSocket } from 'ws'
import type { Framing, Transport, TransportKind } from '../core/transport.ts'
import { frameText } from './frame.ts'

export class WebSocketTransport implements Transport {
  readonly framing: Framing = frameText
  readonly #socket: Duplex
  readonly #webSocket: WebSocket

  constructor(webSocket: WebSocket, socket: Duplex) {
    this.#webSocket = webSocket
    this.#socket = socket
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

  get queuedBytes(): number {
    return this.#socket.writableLength
  }

  write(frame: Uint8Array): void {
    if (this.#socket.writable) this.#socket.write(frame)
  }

  pause(): void {
    this.#webSocket.pause()
  }

  resume(): void {
    this.#webSocket.resume()
  }

  close({ code, reason }: Disconnect): void {
    this.#webSocket.close(code, reason)
  }
}
