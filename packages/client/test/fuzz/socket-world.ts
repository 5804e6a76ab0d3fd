/**
 * The same clients over real sockets: two hubs in HTTP servers of their own, with one journal, each client behind two
 * fault proxies: one in front of a node, the other in front of the other one, where its commands for streams go.
 */
import { createServer, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { type Broker, createHub, createMemoryBroker, type Hub, type HubTransport } from '@copydesk/hub'
import {
  answer,
  bufferAnswers,
  delay,
  type Fault,
  type FaultProxy,
  isWebSocket,
  only,
  resetConnections,
  silentTunnel,
  startFaultProxy,
  stripUpgrade,
  swallowConnections,
} from '@copydesk/testkit/fault-proxy'
import { EventSource } from 'eventsource'
import { WebSocket } from 'ws'
import { systemClock, type WebSocketClass } from '../../src/index.ts'
import { answerChanges } from './answer-changes.ts'
import type { FuzzClient } from './fuzz-client.ts'
import { FuzzJournal } from './fuzz-journal.ts'
import type { Platform } from './platform.ts'
import type { Random } from './random.ts'
import { RealtimeClient } from './realtime-client.ts'
import { SdkClient, type SdkTransport } from './sdk-client.ts'

export const socketChannels = ['a', 'b'] as const
const everything: HubTransport[] = ['websocket', 'http_stream', 'sse']
const limits = { maxQueuedBytes: 40_000, maxRecoveredPublications: 60, maxCommandsPerSecond: 1_000 }

/** Everything is noticed soon, so that no run takes long. */
const patience = {
  sdk: { timeout: 500, minReconnectDelay: 1, maxReconnectDelay: 30, maxServerPingDelay: 500 },
  realtime: { replyTimeoutMs: 500, minReconnectDelayMs: 1, maxReconnectDelayMs: 30, pollEveryMs: 30 },
}
const platform: Platform = { WebSocket: WebSocket as unknown as WebSocketClass, fetch, EventSource }

interface Node {
  hub: Hub
  server: Server
  sockets: Set<Socket>
}

/** A client, and what is between it and the nodes. */
interface Guest {
  client: FuzzClient
  proxies: readonly FaultProxy[]
  /** What the delays of its proxies hold back. */
  held: Set<() => void>
}

export class SocketWorld {
  readonly random: Random
  readonly journal: FuzzJournal
  readonly guests: Guest[] = []
  readonly faults: unknown[] = []
  readonly #middle = createMemoryBroker()
  readonly #isSevered = [false, false]
  readonly #nodes: (Node | null)[] = [null, null]
  readonly #ports = [0, 0]
  #transports = everything
  #opened = 0

  constructor(random: Random) {
    this.random = random
    this.journal = new FuzzJournal(systemClock, random)
  }

  async start(index: number): Promise<void> {
    if (this.#nodes[index]) return
    const hub = createHub({
      journal: this.journal.reader,
      broker: this.#brokerOf(index),
      limits,
      transports: this.#transports,
      journalPollMs: 30,
      pingIntervalMs: 400,
      pongTimeoutMs: 150,
      drainMs: 20,
      authenticate: async ({ token }) => ({ ok: true, auth: { user: token ?? '' } }),
      authorize: async () => ({ ok: true }),
      rulesFor: () => ({ recoverable: true, presence: false, joinLeave: false }),
      isOriginAllowed: () => true,
      log: { info: () => undefined, warn: (fields, message) => this.faults.push({ message, ...fields }) },
    })
    const server = createServer((request, response) => {
      if (!hub.handle(request, response)) {
        void answerChanges(this.journal, limits.maxRecoveredPublications, request, response)
      }
    })
    const sockets = new Set<Socket>()
    server.on('connection', (socket) => {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
    })
    hub.attach(server)
    await new Promise<void>((resolve) => server.listen(this.#ports[index], '127.0.0.1', resolve))
    this.#ports[index] = (server.address() as AddressInfo).port
    this.#nodes[index] = { hub, server, sockets }
  }

  /** Stops a node: in peace, or without a word. */
  async stop(index: number, isKilled: boolean): Promise<void> {
    const node = this.#nodes[index]
    if (!node) return
    this.#nodes[index] = null
    if (!isKilled) await node.hub.drain()
    for (const socket of node.sockets) socket.destroy()
    await new Promise((resolve) => node.server.close(resolve))
    await node.hub.close()
  }

  sever(index: number, isSevered: boolean): void {
    this.#isSevered[index] = isSevered
  }

  offer(transports: HubTransport[]): void {
    this.#transports = transports
    for (const node of this.#nodes) void node?.hub.setTransports(transports)
  }

  publish(channel: string, count: number, padLength: number): void {
    for (let left = count; left > 0; left -= 1)
      this.#middle.publish([this.journal.publish(channel, padLength)])
  }

  async open(kind: 'realtime' | SdkTransport): Promise<void> {
    this.#opened += 1
    const held = new Set<() => void>()
    const own = this.#opened % 2
    const after = (_delayMs: number, action: () => void) => {
      held.add(action)
      return () => held.delete(action)
    }
    const proxies = [
      await startFaultProxy(this.#ports[own] ?? 0, [], { after }),
      await startFaultProxy(this.#ports[1 - own] ?? 0, [], { after }),
    ]
    const [address = '', emulationAddress = ''] = proxies.map(({ port }) => `127.0.0.1:${port}`)
    const common = {
      name: `${kind} ${this.#opened}`,
      platform,
      journal: this.journal,
      address,
      emulationAddress,
      fault: (fault: unknown) => this.faults.push(fault),
    }
    const client =
      kind === 'realtime'
        ? new RealtimeClient({
            ...common,
            time: systemClock,
            random: this.random,
            patience: patience.realtime,
            liveInfo: async () => ({
              websocket: { enabled: this.#transports.includes('websocket') },
              transports: [...this.#transports, 'poll'],
            }),
          })
        : new SdkClient({ ...common, transports: [kind], patience: patience.sdk })
    for (const channel of socketChannels) client.join(channel)
    this.guests.push({ client, proxies, held })
  }

  async close(guest: Guest): Promise<void> {
    this.guests.splice(this.guests.indexOf(guest), 1)
    guest.client.close()
    for (const proxy of guest.proxies) await proxy.stop()
  }

  /** Something is wrong on the way, or nothing any more; for new connections. */
  breakWay({ proxies, held }: Guest): string {
    const [name, fault] = this.random.pick(faultKinds)
    for (const proxy of proxies) proxy.faults = fault()
    this.flow({ held })
    return name
  }

  /** Lets go of what the delays hold back. */
  flow({ held }: Pick<Guest, 'held'>): void {
    for (const action of [...held]) {
      held.delete(action)
      action()
    }
  }

  /** All is well from now on. Resolves when everybody knows everything; throws when that does not happen. */
  async expectWhole(): Promise<void> {
    for (const index of this.#nodes.keys()) {
      this.sever(index, false)
      await this.start(index)
    }
    this.offer(everything)
    for (const guest of this.guests) for (const proxy of guest.proxies) proxy.faults = []
    for (let round = 0; round < 2; round += 1) {
      await this.#untilWhole()
      for (const channel of socketChannels) this.publish(channel, 1, 0)
    }
    await this.#untilWhole()
  }

  async stopAll(): Promise<void> {
    for (const guest of [...this.guests]) await this.close(guest)
    for (const node of this.#nodes) {
      while (node && node.hub.stats().connections > 0) await nextTurn()
    }
    for (const index of this.#nodes.keys()) await this.stop(index, true)
  }

  check(): void {
    const [fault] = this.faults
    if (fault !== undefined) throw fault instanceof Error ? fault : new Error(JSON.stringify(fault))
  }

  /** Waits on events alone; the time only bounds how long somebody may hang. */
  async #untilWhole(): Promise<void> {
    const deadline = performance.now() + hangMs
    for (let missing = await this.#missing(); missing !== null; missing = await this.#missing()) {
      this.check()
      if (performance.now() > deadline) throw new Error(missing)
      for (const guest of this.guests) this.flow(guest)
      await nextTurn()
    }
  }

  async #missing(): Promise<string | null> {
    for (const { client } of this.guests) {
      if (!client.isServed) return `${client.name} is not served: ${client.describe()}`
      for (const { channel, position, state } of client.followers) {
        const head = await this.journal.head(channel)
        // The epoch of a channel in which nothing was published yet says nothing; the round after a publication asks.
        const isSameEpoch = position?.epoch === head.epoch || head.offset === 0
        const isThere = isSameEpoch && position?.offset === head.offset
        if (!isThere) return `${client.name} in ${channel} is at ${position?.offset}, not ${head.offset}`
        const isSame = Object.entries(head.state).every(([key, value]) => state?.[key] === value)
        if (!isSame) return `${client.name} in ${channel} has another state`
      }
    }
    return null
  }

  #brokerOf(index: number): Broker {
    const isSevered = () => this.#isSevered[index]
    return {
      ...this.#middle,
      follow: (channel, listen) =>
        this.#middle.follow(channel, (announcement) => {
          if (!isSevered()) listen(announcement)
        }),
      sendToNode: (node, message) => {
        if (!isSevered()) this.#middle.sendToNode(node, message)
      },
      receive: (node, listen) =>
        this.#middle.receive(node, (message) => {
          if (!isSevered()) listen(message)
        }),
    }
  }
}

/** Longer than anybody's longest patience above, many times over. */
const hangMs = 60_000

const faultKinds: readonly (readonly [string, () => readonly Fault[]])[] = [
  ['nothing', () => []],
  ['nothing', () => []],
  ['resets', () => [resetConnections()]],
  ['half open', () => [swallowConnections()]],
  ['no upgrades', () => [stripUpgrade()]],
  ['101 and then silence', () => [silentTunnel()]],
  ['buffers', () => [bufferAnswers()]],
  ['holds back', () => [delay(1)]],
  ['503', () => [answer({ status: 503 })]],
  ['WebSockets 403', () => [only(isWebSocket, answer({ status: 403 }))]],
]

export const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))
