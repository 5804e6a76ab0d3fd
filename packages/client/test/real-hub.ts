/**
 * A real hub on a real port, with a list of notes behind it: kept in memory, published through the journal as
 * the product does. The test can cut every connection, stop the server and start it again on the same port.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Snapshot } from '@copydesk/contract'
import {
  type BrokerState,
  createHub,
  createMemoryBroker,
  createMemoryJournal,
  type Hub,
  type MemoryJournal,
} from '@copydesk/hub'
import { type LiveOptions, Realtime, type RealtimeOptions } from '../src/index.ts'
import {
  channel,
  me,
  type Note,
  type NoteEvent,
  type Notes,
  other,
  putNote,
  reduceNotes,
} from './note-server.ts'

export interface RealHub {
  readonly hub: Hub
  readonly journal: MemoryJournal
  /** Whether the hub hears of other nodes, as it believes. */
  readonly broker: { state: BrokerState }
  readonly notes: Map<string, Note>
  /** How often the notes were read, and how many WebSockets were asked for. */
  reads: number
  upgrades: number
  /** Whether the channel may be read. */
  allowed: boolean
  write(id: string, text: string, commandId?: string): Note
  /** Ends every connection without a word. */
  cut(): void
  /** Kills the server; the journal and the notes stay, as a database would. */
  kill(): Promise<void>
  start(): Promise<void>
  realtime(user?: string, options?: Partial<RealtimeOptions>): Realtime
  options(realtime: Realtime): LiveOptions<Notes, NoteEvent>
  close(): Promise<void>
}

/** Starts a hub on a free port of this machine. Tokens are the user's name. */
export async function startRealHub(): Promise<RealHub> {
  const journal = createMemoryJournal()
  const broker = { ...createMemoryBroker(), state: { phase: 'connected' } as BrokerState }
  const notes = new Map<string, Note>()
  const sockets = new Set<Socket>()
  const realtimes: Realtime[] = []
  let port = 0
  let server: Server | null = null
  let hub: Hub | null = null

  const real: RealHub = {
    get hub() {
      if (!hub) throw new Error('the server is not running')
      return hub
    },
    journal,
    broker,
    notes,
    reads: 0,
    upgrades: 0,
    allowed: true,
    write(id, text, commandId) {
      const note = { id, text, revision: (notes.get(id)?.revision ?? 0) + 1 }
      notes.set(id, note)
      const event: NoteEvent = {
        type: 'note.put',
        note,
        actor: commandId ? { id: me, kind: 'person' } : other,
        ...(commandId ? { commandId } : {}),
      }
      const { publication, position } = journal.append(channel, JSON.stringify(event))
      broker.publish([{ channel, epoch: position.epoch, publications: [publication] }])
      return note
    },
    cut() {
      for (const socket of sockets) socket.destroy()
    },
    async kill() {
      const ending = server
      const ended = hub
      server = null
      hub = null
      real.cut()
      await new Promise((resolve) => ending?.close(resolve))
      await ended?.close()
    },
    async start() {
      const created = createHub({
        journal,
        broker,
        journalPollMs: 20,
        authenticate: async ({ token }) =>
          token
            ? { ok: true, auth: { user: token, sessionId: `session of ${token}`, info: { name: token } } }
            : { ok: false, reason: 'denied', message: 'no token' },
        authorize: async () => (real.allowed ? { ok: true } : { ok: false, reason: 'denied' }),
        rulesFor: (name) =>
          name.startsWith('here:')
            ? { recoverable: false, presence: true, joinLeave: true }
            : { recoverable: true, presence: false, joinLeave: false },
        isOriginAllowed: () => true,
      })
      const started = createServer(
        (request, response) => created.handle(request, response) || void answerPoll(real, request, response),
      )
      started.on('connection', (socket) => {
        sockets.add(socket)
        socket.on('close', () => sockets.delete(socket))
      })
      started.on('upgrade', () => {
        real.upgrades += 1
      })
      created.attach(started)
      await new Promise<void>((resolve) => started.listen(port, '127.0.0.1', resolve))
      port = (started.address() as AddressInfo).port
      server = started
      hub = created
    },
    realtime(user = me, options = {}) {
      const realtime = new Realtime({
        url: `ws://127.0.0.1:${port}/connection/websocket`,
        getToken: async () => user,
        transports: ['websocket'],
        minReconnectDelayMs: 1,
        maxReconnectDelayMs: 20,
        ...options,
      })
      realtimes.push(realtime)
      return realtime
    },
    options: (realtime) => ({
      realtime,
      channel,
      me,
      reduce: reduceNotes,
      rowsOf: (event) => (event.type === 'note.put' ? [event.note.id] : []),
      load: async (): Promise<Snapshot<Notes>> => {
        real.reads += 1
        // Rows and position of one moment, as in one transaction.
        const data = structuredClone([...notes.values()])
        const position = await journal.position(channel)
        return { ...data.reduce(putNote, { data: [], nextCursor: null }), position: { channel, ...position } }
      },
    }),
    async close() {
      for (const realtime of realtimes) realtime.stop()
      await real.kill()
    },
  }
  await real.start()
  return real
}

/** `GET /api/v1/changes` as the product answers it. */
async function answerPoll(real: RealHub, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1')
  const name = searchParams.get('channel') ?? ''
  if (pathname !== '/api/v1/changes') return void response.writeHead(404).end()
  if (!request.headers.authorization) return void response.writeHead(401).end()
  if (!real.allowed) return void response.writeHead(403).end()
  const offset = Number(searchParams.get('offset'))
  const read = await real.journal.read(name, offset, 300)
  const recovered =
    read?.position.epoch === searchParams.get('epoch') &&
    read.publications.length === read.position.offset - offset
  const position = { channel: name, ...(await real.journal.position(name)) }
  const publications = read?.publications.map((one) => ({ ...one, data: JSON.parse(one.data) as unknown }))
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify(recovered ? { recovered, publications, position } : { recovered, position }))
}

/** Resolves as soon as something that changes has become so; never asks the clock. */
export function until(
  subscribe: (listener: () => void) => () => void,
  reached: () => boolean,
): Promise<void> {
  return new Promise((resolve) => {
    let done = false
    const check = () => {
      if (done || !reached()) return
      done = true
      // The listener is known only after `subscribe` returned.
      queueMicrotask(() => stop())
      resolve()
    }
    const stop = subscribe(check)
    check()
  })
}
