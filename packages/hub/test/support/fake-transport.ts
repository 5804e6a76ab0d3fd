/** A connection's carrier without a network: keeps what was sent and how it was closed. */
import { type Disconnect, decodeServerMessages, type ServerMessage } from '@copydesk/protocol'
import type { Transport } from '../../src/connections/transport.ts'

const framing = (text: string): Uint8Array => Buffer.from(text)

export class FakeTransport implements Transport {
  readonly kind = 'websocket'
  readonly session = undefined
  answersPings = true
  isRead?: () => boolean
  readonly framing = framing
  queuedBytes = 0
  paused = false
  closedWith: Disconnect | null = null
  readonly frames: string[] = []

  write(frame: Uint8Array): void {
    if (this.closedWith === null) this.frames.push(Buffer.from(frame).toString())
  }

  pause(): void {
    this.paused = true
  }

  resume(): void {
    this.paused = false
  }

  close(disconnect: Disconnect): void {
    this.closedWith = disconnect
  }

  /** Takes the messages that arrived since the last call. */
  take(): ServerMessage[] {
    return this.frames.splice(0).flatMap((frame) => {
      const messages = decodeServerMessages(frame)
      if (messages === null) throw new Error(`Not a message of the protocol: ${frame}`)
      return messages
    })
  }
}
