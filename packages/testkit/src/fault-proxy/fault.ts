/**
 * What a fault of the fault proxy may do, and when. A fault says only where it differs from a wire; several in a row
 * act one after the other, each on what the one before it made.
 */
import type { Transform } from 'node:stream'
import type { AnswerHead, RequestHead } from './http-head.ts'

/** An answer of the proxy's own, for a request that goes no further. */
export interface OwnAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** Calls back once after so long; the returned function calls that off. Tests pass a clock that they turn. */
export type After = (delayMs: number, action: () => void) => () => void

/** A request on its way, and what the proxy knows about it. */
export interface Exchange {
  /** As the client sent it. */
  readonly asked: RequestHead
  /** As it went to the server, null when it did not. */
  readonly forwarded: RequestHead | null
  /** As the client got it, null before that. The status is 101 for a WebSocket that opened. */
  readonly answered: AnswerHead | null
}

/** The connections of one exchange. */
export interface Way {
  readonly after: After
  /** Bytes went by, in either direction. */
  onBytes(listener: () => void): void
  onClose(listener: () => void): void
  /** Ends both connections at once, without another byte. */
  cut(): void
}

/** What happens after an opened WebSocket's handshake, each way; nothing said is a wire. */
export interface Tunnel {
  readonly toServer?: Transform
  readonly toClient?: Transform
}

export interface Fault {
  /** A client connected; `open` connections stand already. `reset` ends it, `swallow` reads it for ever. */
  onConnection?(open: number): 'pass' | 'reset' | 'swallow'
  /** The request that goes on, or an answer instead. */
  onRequest?(request: RequestHead): RequestHead | OwnAnswer
  onAnswer?(answer: AnswerHead): AnswerHead
  /** What the whole answer goes through, head included. Not asked for a WebSocket that opened. */
  carryAnswer?(way: Way): Transform
  /** What the frames of a WebSocket go through. */
  carryTunnel?(way: Way): Tunnel
  /** The request went to the server. */
  watch?(way: Way): void
}
