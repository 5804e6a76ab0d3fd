/**
 * What the connection doctor and a server agree on: how a request is marked as a probe, what is answered to it, and
 * what is kept of a handshake. Pure, and the same in Node, in browsers and on the server.
 */
import type { ArrivedRequest } from './handshake.ts'

/** The path of each transport, where SDKs expect it. */
export const connectionPaths = {
  websocket: '/connection/websocket',
  http_stream: '/connection/http_stream',
  sse: '/connection/sse',
} as const

/** A probe asked for at the address of a transport. */
export interface Probe {
  /** Made by the doctor, so random that nobody guesses it: whoever knows it may read what the server saw of it. */
  id: string
  /** Echo what is sent, or send the timed events, instead of being a connection to the hub. */
  echo: boolean
  /** Agree to permessage-deflate, which the hub's own connections never do. */
  compress: boolean
}

const probeId = /^[\w-]{16,64}$/

/** Whether a text has the form of a probe id. */
export function isProbeId(text: string): boolean {
  return probeId.test(text)
}

/** The probe that an address (path and query) asks for; null when it is none. */
export function probeOf(url: string | undefined): Probe | null {
  const text = url ?? ''
  const start = text.indexOf('?')
  if (start === -1 || !text.includes('probe=', start)) return null
  const query = new URLSearchParams(text.slice(start))
  const id = query.get('probe')
  if (id === null || !isProbeId(id)) return null
  return { id, echo: query.get('mode') === 'echo', compress: query.has('compress') }
}

/** The query of a probe, `?` included. */
export function probeQuery({ id, echo, compress }: Probe): string {
  return `?probe=${id}${echo ? '&mode=echo' : ''}${compress ? '&compress=1' : ''}`
}

/** What a stream answers to a probe with `echo`: this many events, so far apart. A buffer gives them all at once. */
export const probeEvents = { count: 3, intervalMs: 300 } as const

/** What a server keeps of one handshake; nothing secret is in it. */
export interface HandshakeRecord {
  transport: 'websocket' | 'http_stream' | 'sse' | 'events' | 'emulation'
  outcome: 'accepted' | 'refused'
  /** Why it was refused, in the words of the answer and of the log; null when it was accepted. */
  refusal: { code: string; status: number; title: string; detail: string } | null
  /** The probe id, if the doctor sent it. */
  probe: string | null
  arrived: ArrivedRequest
}
