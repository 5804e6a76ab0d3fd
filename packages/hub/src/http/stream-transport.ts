/**
 * Carries a connection down a response that does not end: HTTP stream and SSE. What the client says comes in
 * requests of its own (nodes/emulation.ts) and is handed over here, in the order in which those arrive.
 */
import type { Writable } from 'node:stream'
import { type Disconnect, encodeDisconnect } from '@copydesk/protocol'
import type { Framing, Transport, TransportKind } from '../connections/transport.ts'
import type { Environment } from '../environment.ts'

/** What becomes of commands that arrived. */
export interface CommandSink {
  receive(message: string): void
  /** More commands wait than may. */
  overrun(): void
}

/** How long a client may take to read the end of its stream. */
const closeTimeoutMs = 5_000

export class StreamTransport implements Transport {
  readonly kind: TransportKind
  readonly framing: Framing
  readonly session: string
  readonly answersPings = true
  readonly #response: Writable
  readonly #after: Environment['after']
  readonly #maxWaitingLength: number
  readonly #waiting: string[] = []
  #waitingLength = 0
  #paused = false
  #sink: CommandSink | null = null

  constructor(
    kind: TransportKind,
    framing: Framing,
    response: Writable,
    environment: Pick<Environment, 'after' | 'newId'>,
    maxWaitingLength: number,
  ) {
    this.kind = kind
    this.framing = framing
    this.session = environment.newId()
    this.#response = response
    this.#after = environment.after
    this.#maxWaitingLength = maxWaitingLength
  }

  /** Names who carries the commands out; they wait until then. */
  connect(sink: CommandSink): void {
    this.#sink = sink
    this.#deliver()
  }

  /** Commands of the client arrived. Once the end is told nobody carries them out. */
  take(data: string): void {
    if (this.#response.writableEnded) return
    this.#waiting.push(data)
    this.#waitingLength += data.length
    this.#deliver()
    if (this.#waitingLength > this.#maxWaitingLength) this.#sink?.overrun()
  }

  get queuedBytes(): number {
    return this.#response.writableLength
  }

  write(frame: Uint8Array): void {
    if (!this.#response.writableEnded) this.#response.write(frame)
  }

  pause(): void {
    this.#paused = true
  }

  resume(): void {
    this.#paused = false
    this.#deliver()
  }

  close(disconnect: Disconnect): void {
    if (this.#response.writableEnded) return
    this.#response.end(this.framing(encodeDisconnect(disconnect)))
    this.#waiting.length = 0
    const cancel = this.#after(closeTimeoutMs, () => this.#response.destroy())
    this.#response.once('close', cancel)
  }

  #deliver(): void {
    while (this.#sink !== null && !this.#paused) {
      const data = this.#waiting.shift()
      if (data === undefined) return
      this.#waitingLength -= data.length
      this.#sink.receive(data)
    }
  }
}
