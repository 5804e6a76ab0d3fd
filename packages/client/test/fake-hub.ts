/**
 * A network with a hub behind it, for the real SDK: what opens, is silent or ends on each transport is the test's to
 * decide. The hub answers as PROTOCOL.md says, as far as these tests need it.
 */
import type { WebSocketClass } from '../src/index.ts'
import { FakeChannel } from './fake-journal.ts'
import { type FakeSession, FakeSocket, FakeStream } from './fake-sessions.ts'

export type Json = Record<string, unknown>

/** A command as the SDK sends it. */
export interface SentCommand {
  id?: number
  connect?: { token?: string }
  subscribe?: { channel: string; recover?: boolean; epoch?: string; offset?: number; token?: string }
  publish?: { channel: string; data: unknown }
  history?: { channel: string; limit?: number; since?: { epoch: string; offset: number }; reverse?: boolean }
  unsubscribe?: { channel: string }
  presence?: { channel: string }
}

/**
 * `answer`: as it should be. `refuse`: nothing opens. `silent`: it opens and then carries nothing. `hang`:
 * neither.
 */
export type Mode = 'answer' | 'refuse' | 'silent' | 'hang'

export interface FakeHub {
  WebSocket: WebSocketClass
  /** Serves HTTP streams, their commands, and polling. */
  fetch: typeof globalThis.fetch
  /** What becomes of WebSockets, HTTP streams and polling. */
  mode: Mode
  streamMode: Mode
  pollMode: Mode
  /** How long every piece of an HTTP stream is held back on the way. */
  streamDelayMs: number
  /** Times (Unix ms) at which each was tried. */
  attempts: number[]
  streamAttempts: number[]
  polls: { at: number; channel: string }[]
  /** Commands received, oldest first. */
  commands: SentCommand[]
  /** WebSockets, and HTTP streams, that are open now. */
  readonly open: number
  readonly openStreams: number
  /** Answers every connect with an error reply, or ends it with a close code. */
  connectAnswer: { error: { code: number; message: string; temporary?: boolean } } | { close: number } | null
  /** Ends every connection. */
  closeAll(code: number, reason?: string): void
  publish(channel: string, data: unknown): void
  /** Pushes any message into every connection. */
  push(message: Json): void
  /** Clients that presence tells, by channel. */
  presence: Map<string, Json>
  /** The tokens without which a channel is not to be had. */
  tokens: Map<string, string>
  /** Channels whose subscribe is refused, with the code. */
  refusals: Map<string, number>
  /** Polling is answered as to nobody. */
  isSignedOut: boolean
  /** Makes what was published so far unrecoverable. */
  forget(channel: string): void
  channel(name: string): FakeChannel
  readonly sessions: Set<FakeSession>
  /** Messages to clients wait on the wire until `deliver`; those of a connection that ends meanwhile are lost. */
  holdBack: boolean
  /** Delivers so many of the messages that wait, oldest first. */
  deliver(count?: number): void
  /** What the line to the client carries; one message after the other. Null: as fast as it likes. */
  bytesPerSecond: number | null
  /**
   * Carries a text over the line: `arrived` gets each piece of it, or all at once where the line is fast. What nobody
   * waits for any more (`isWanted`) leaves the line free.
   */
  transmit(text: string, arrived: (piece: string, isLast: boolean) => void, isWanted: () => boolean): void
  /** Takes what a connection has to deliver. */
  carry(session: FakeSession, deliver: () => void): void
}

/** As much as a packet carries. */
const pieceBytes = 1_400

/** Makes a network without a client in it. */
export function createFakeHub(): FakeHub {
  const channels = new Map<string, FakeChannel>()
  const sessions = new Set<FakeSession>()
  const line: {
    piece: string
    arrived: (piece: string, isLast: boolean) => void
    isLast: boolean
    isWanted: () => boolean
  }[] = []
  let isLineBusy = false
  const carryNext = () => {
    const next = line.shift()
    isLineBusy = next !== undefined
    if (!next) return
    if (!next.isWanted()) return carryNext()
    const ms = hub.bytesPerSecond === null ? 0 : (1000 * next.piece.length) / hub.bytesPerSecond
    setTimeout(() => {
      if (next.isWanted()) next.arrived(next.piece, next.isLast)
      carryNext()
    }, Math.round(ms))
  }
  const wire: { session: FakeSession; deliver: () => void }[] = []
  const countOf = (kind: typeof FakeSocket | typeof FakeStream) =>
    [...sessions].filter((session) => session instanceof kind).length

  const hub: FakeHub = {
    // The SDK uses this much of a WebSocket and no more.
    WebSocket: class extends FakeSocket {
      constructor() {
        super(hub)
      }
    } as unknown as WebSocketClass,
    fetch: (input, init) => answerFetch(hub, new URL(String(input)), init),
    mode: 'answer',
    streamMode: 'answer',
    pollMode: 'answer',
    streamDelayMs: 0,
    attempts: [],
    streamAttempts: [],
    polls: [],
    commands: [],
    connectAnswer: null,
    presence: new Map(),
    tokens: new Map(),
    refusals: new Map(),
    isSignedOut: false,
    sessions,
    holdBack: false,
    bytesPerSecond: null,
    transmit(text, arrived, isWanted) {
      if (hub.bytesPerSecond === null && !isLineBusy) return arrived(text, true)
      for (let at = 0; at < text.length; at += pieceBytes) {
        const piece = text.slice(at, at + pieceBytes)
        line.push({ piece, arrived, isLast: at + pieceBytes >= text.length, isWanted })
      }
      if (!isLineBusy) carryNext()
    },
    carry(session, deliver) {
      if (hub.holdBack) wire.push({ session, deliver })
      else deliver()
    },
    deliver(count = Number.POSITIVE_INFINITY) {
      for (const { session, deliver } of wire.splice(0, count)) {
        if (sessions.has(session)) deliver()
      }
    },
    get open() {
      return countOf(FakeSocket)
    },
    get openStreams() {
      return countOf(FakeStream)
    },
    closeAll(code, reason = '') {
      for (const session of [...sessions]) session.end(code, reason)
    },
    publish(name, data) {
      const pub = name.startsWith('plain:') ? { data } : hub.channel(name).publish(data)
      for (const session of sessions) {
        if (session.subscribed.has(name)) session.receive({ push: { channel: name, pub } })
      }
    },
    push(message) {
      for (const session of [...sessions]) session.receive(message)
    },
    forget: (name) => hub.channel(name).forget(),
    channel(name) {
      const known = channels.get(name) ?? new FakeChannel()
      channels.set(name, known)
      return known
    },
  }
  return hub
}

async function answerFetch(hub: FakeHub, url: URL, init: RequestInit | undefined): Promise<Response> {
  const signal = init?.signal ?? new AbortController().signal
  if (url.pathname === '/emulation') {
    const { session, data } = JSON.parse(String(init?.body)) as { session: string; data: string }
    const stream = [...hub.sessions].find((one) => one instanceof FakeStream && one.id === session)
    stream?.take(data)
    return new Response(null, { status: stream ? 204 : 404 })
  }
  if (url.pathname === '/connection/http_stream') {
    hub.streamAttempts.push(Date.now())
    await pass(hub.streamMode, signal)
    return new FakeStream(hub, String(init?.body), signal).response
  }
  const channel = url.searchParams.get('channel') ?? ''
  hub.polls.push({ at: Date.now(), channel })
  await pass(hub.pollMode, signal)
  return answerPoll(hub, channel, url, signal)
}

/** Fails, or never comes back, where the network is so. */
async function pass(mode: Mode, signal: AbortSignal): Promise<void> {
  if (mode === 'refuse') throw new TypeError('fetch failed')
  if (mode !== 'hang') return
  await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
}

function answerPoll(hub: FakeHub, channel: string, url: URL, signal: AbortSignal): Response {
  if (hub.isSignedOut) return Response.json({}, { status: 401 })
  if (hub.refusals.has(channel)) return Response.json({ title: 'Not allowed' }, { status: 403 })
  const journal = hub.channel(channel)
  const since = {
    epoch: url.searchParams.get('epoch') ?? '',
    offset: Number(url.searchParams.get('offset')),
  }
  const publications = journal.after(since)
  const position = { channel, epoch: journal.epoch, offset: journal.head }
  const changes = publications ? { recovered: true, publications, position } : { recovered: false, position }
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const arrived = (piece: string, isLast: boolean) => {
        controller.enqueue(new TextEncoder().encode(piece))
        if (isLast) controller.close()
      }
      hub.transmit(JSON.stringify(changes), arrived, () => !signal.aborted)
    },
  })
  return new Response(body)
}
