/**
 * Two nodes behind a load balancer that knows no sessions: real hubs in real HTTP servers, fed by the virtual network.
 * They can be killed, stopped in peace and started anew, and severed from each other.
 */
import { createServer, type Server } from 'node:http'
import {
  type Announcement,
  type Broker,
  createHub,
  createMemoryBroker,
  type Hub,
  type HubTransport,
} from '@copydesk/hub'
import { answerChanges } from './answer-changes.ts'
import { type FuzzJournal, journalAway } from './fuzz-journal.ts'
import type { Random } from './random.ts'
import type { Line } from './virtual-network.ts'
import type { VirtualTime } from './virtual-time.ts'

/** Small enough that slow readers and long absences reach the limits. */
const limits = { maxQueuedBytes: 40_000, maxRecoveredPublications: 60 }

/** What a node says of another one that was killed, or severed for longer than messages are kept for it. */
const nodeAway = /^(Another node takes no messages|Messages of another node were lost)/

interface Node {
  readonly hub: Hub
  readonly server: Server
  /** An announcement arrives. */
  readonly hear: (announcement: Announcement) => void
  readonly lines: Set<Line>
  isSevered: boolean
  isStopping: boolean
}

export class Servers {
  /** Null where a node is down. */
  readonly nodes: (Node | null)[] = [null, null]
  /** What the hubs said is wrong, beside what the fuzz did to their journal. */
  readonly faults: unknown[] = []
  /** How often connections ended with which code, over which transport. */
  readonly ends: Record<string, number> = {}
  transports: HubTransport[] = ['websocket', 'http_stream', 'sse']
  readonly #time: VirtualTime
  readonly #random: Random
  readonly #journal: FuzzJournal
  readonly #middle: Broker = createMemoryBroker()
  #started = 0

  constructor(time: VirtualTime, random: Random, journal: FuzzJournal) {
    this.#time = time
    this.#random = random
    this.#journal = journal
    this.startAll()
  }

  /** A new connection reaches one of the nodes; false: nobody listens. */
  accept(line: Line): boolean {
    const node = this.#random.pick(this.nodes)
    if (!node) return false
    node.lines.add(line)
    line.server.on('close', () => node.lines.delete(line))
    node.server.emit('connection', line.server)
    return true
  }

  startAll(): void {
    for (const index of this.nodes.keys()) this.start(index)
  }

  start(index: number): void {
    this.nodes[index] ??= this.#create()
  }

  /** The process ends without a word. */
  kill(index: number): void {
    const node = this.nodes[index]
    if (!node) return
    this.nodes[index] = null
    node.isSevered = true
    for (const line of [...node.lines]) line.cut()
    void node.hub.close()
  }

  /** Ends its connections and makes room for its successor. */
  async stop(index: number): Promise<void> {
    const node = this.nodes[index]
    if (!node || node.isStopping) return
    node.isStopping = true
    await node.hub.close()
    for (const line of [...node.lines]) line.cut()
    if (this.nodes[index] !== node) return
    this.nodes[index] = this.#create()
  }

  sever(index: number, isSevered: boolean): void {
    const node = this.nodes[index]
    if (node) node.isSevered = isSevered
  }

  setTransports(transports: HubTransport[]): void {
    this.transports = transports
    for (const node of this.nodes) void node?.hub.setTransports(transports)
  }

  /** Each node hears of it in time, too late, twice, or never. */
  announce(announcement: Announcement): void {
    for (const node of this.nodes) {
      if (!node || node.isSevered) continue
      const tell = () => {
        if (!node.isSevered) node.hear(announcement)
      }
      const fate = this.#random.next()
      if (fate < 0.1) continue
      if (fate < 0.25) this.#time.after(this.#random.below(3_000), tell)
      else tell()
      if (fate > 0.9) this.#time.after(this.#random.below(3_000), tell)
    }
  }

  #create(): Node {
    this.#started += 1
    const name = `node-${this.#started}`
    let ids = 0
    let own: Node | null = null
    const isSevered = () => own?.isSevered === true
    const arriving = createMemoryBroker()
    const broker: Broker = {
      ...arriving,
      publish: () => undefined,
      sendToNode: (node, message) => {
        if (!isSevered()) this.#middle.sendToNode(node, message)
      },
      receive: (node, listen) =>
        this.#middle.receive(node, (message) => {
          if (!isSevered()) listen(message)
        }),
    }
    const hub = createHub(
      {
        journal: this.#journal.reader,
        broker,
        nodeId: name,
        limits,
        transports: this.transports,
        authenticate: async ({ token }) => ({ ok: true, auth: { user: token ?? '' } }),
        authorize: async () => ({ ok: true }),
        rulesFor: () => ({ recoverable: true, presence: false, joinLeave: false }),
        isOriginAllowed: () => true,
        onConnectionEnd: ({ transport, code }) => {
          const end = `${transport} ${code}`
          this.ends[end] = (this.ends[end] ?? 0) + 1
        },
        log: { info: () => undefined, warn: (fields, message) => this.#warned(fields, message) },
      },
      {
        wallTime: this.#time.now,
        monotonic: this.#time.now,
        every: this.#time.every,
        after: this.#time.after,
        soon: (run) => {
          this.#time.happenings += 1
          setImmediate(run)
        },
        newId: () => `${name}-${++ids}`,
        random: this.#random.next,
      },
    )
    // Node's own timers would cut off in real time who is slow in virtual time.
    const server = createServer({ requestTimeout: 0, headersTimeout: 0 }, (request, response) => {
      if (hub.handle(request, response)) return
      void answerChanges(this.#journal, limits.maxRecoveredPublications, request, response)
    })
    hub.attach(server)
    const hear = (announcement: Announcement): void => arriving.publish([announcement])
    own = { hub, server, hear, lines: new Set(), isSevered: false, isStopping: false }
    return own
  }

  #warned(fields: object, message: string): void {
    const { err } = fields as { err?: Error }
    if (err?.message !== journalAway && !nodeAway.test(message)) this.faults.push({ message, ...fields })
  }
}
