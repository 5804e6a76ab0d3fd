/**
 * The port through which the checks touch the world. Two things implement it: `node/` sees every status, header and
 * certificate but not the user's browser; `browser/` is the user's browser and sees little. Checks ask here only, so
 * both run the same ones. Nothing here throws for what a network does: failures are evidence.
 */
import type {
  Answer,
  Closing,
  Http2Evidence,
  HttpEvidence,
  NetworkFailure,
  WebSocketEvidence,
} from './evidence.ts'

export interface HttpQuestion {
  method?: 'GET' | 'POST'
  headers?: Readonly<Record<string, string>>
  timeoutMs: number
}

/** Pieces of an answer with the time at which each arrived, counted from the request. */
export type StreamOutcome =
  | { outcome: 'answered'; answer: Answer; pieces: { atMs: number; text: string }[]; ended: boolean }
  | Exclude<HttpEvidence, { outcome: 'answered' }>

export type Received =
  | { kind: 'message'; text: string }
  | { kind: 'closed'; closing: Closing; detail: string }
  | { kind: 'nothing' }

/** An open WebSocket. */
export interface ProbeSocket {
  send(text: string): void
  /** The next message or the end; `nothing` when neither comes in time. */
  receive(timeoutMs: number): Promise<Received>
  /** Milliseconds until the pong of a ping came; null: none in time. Undefined where pings cannot be sent. */
  ping?(timeoutMs: number): Promise<number | null>
  /** Compression was agreed. */
  readonly isCompressed: boolean
  close(): void
}

export type Opening =
  | { opened: true; socket: ProbeSocket; answer: Answer | null }
  | { opened: false; evidence: Exclude<WebSocketEvidence, { outcome: 'open' }> }

export interface WebSocketQuestion {
  /** Offer permessage-deflate (browsers always do). */
  compress?: boolean
  timeoutMs: number
}

export interface Probe {
  readonly kind: 'terminal' | 'browser'
  /** It sends an Authorization header of its own, for a proxy, so that there is no room for a token. */
  readonly sendsAuthorization?: boolean
  /** One request; redirects are not followed. */
  ask(url: URL, question: HttpQuestion): Promise<HttpEvidence>
  /** Reads an answer piece by piece until it ends or the time is over. */
  stream(url: URL, question: HttpQuestion): Promise<StreamOutcome>
  open(url: URL, question: WebSocketQuestion): Promise<Opening>
  /** WebSockets over HTTP/2 (RFC 8441), where that can be tried. */
  openOverHttp2?(url: URL, timeoutMs: number): Promise<Http2Evidence>
  /** Milliseconds of a clock that only moves forward. */
  now(): number
  /** 128 random bits as text. */
  newId(): string
}

export function failed(failure: NetworkFailure): { outcome: 'failed'; failure: NetworkFailure } {
  return { outcome: 'failed', failure }
}
