/**
 * What the core asks of a connection's carrier. A WebSocket, an HTTP stream or an event stream each implement
 * this; the core never sees a socket.
 */
import type { Disconnect } from '@copydesk/protocol'

/** Turns protocol text into the bytes of one carrier. One function per kind of carrier, compared by identity. */
export type Framing = (text: string) => Uint8Array

/** The carriers there are; `events` is `GET /events`, whose clients only listen. */
export type TransportKind = 'websocket' | 'http_stream' | 'sse' | 'events'

export interface Transport {
  readonly kind: TransportKind
  /**
   * The secret by which commands that come in requests of their own find this connection; undefined where they
   * come on the connection itself, or not at all.
   */
  readonly session: string | undefined
  /** Whether the client can answer pings. */
  readonly answersPings: boolean
  /** Where pings are not answered: whether what was written is taken, anything of it since this was asked last. */
  isRead?(): boolean
  readonly framing: Framing
  /** Bytes handed over with `write` that the network has not taken yet. */
  readonly queuedBytes: number
  /** Sends bytes that `framing` made, after all that was written before. Ignored once closed. */
  write(frame: Uint8Array): void
  /** Stops and resumes reading, so that a client cannot send faster than it is served. */
  pause(): void
  resume(): void
  /** Tells the client why and closes. Never calls back into the core synchronously. */
  close(disconnect: Disconnect): void
}

/** Frames a text at most once per kind of carrier. */
export class FramedText {
  readonly #text: string
  #framing: Framing | null = null
  #frame: Uint8Array = new Uint8Array()
  #others: Map<Framing, Uint8Array> | null = null

  constructor(text: string) {
    this.#text = text
  }

  for(framing: Framing): Uint8Array {
    if (framing === this.#framing) return this.#frame
    if (this.#framing === null) {
      this.#framing = framing
      this.#frame = framing(this.#text)
      return this.#frame
    }
    this.#others ??= new Map()
    const known = this.#others.get(framing) ?? framing(this.#text)
    this.#others.set(framing, known)
    return known
  }
}
