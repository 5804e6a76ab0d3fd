/** One server and its subscribers, each in a process of its own, and the questions that measurements ask. */
import { Child } from './child.ts'
import { channelNames } from './load/dialects.ts'
import type { LoadCall, Received } from './load/load-process.ts'
import type { ServerName } from './servers/bench-server.ts'
import type { ServerCall } from './servers/server-process.ts'

export const serverCore = 0
export const loadCore = 1

export interface Publishing {
  rounds: number
  perRound: number
  intervalMs: number
  bytes: number
}

export interface Address {
  port: number
  /** By the number of channels that a client follows. */
  paths: Record<1 | 3, string>
}

/** How long deliveries may stay away before a measurement fails. */
const patienceMs = 30_000

export class Rig {
  readonly server: ServerName
  readonly address: Address
  readonly #server: Child<ServerCall>
  readonly #load: Child<LoadCall>
  #subscribers = 0
  #published = 0

  private constructor(
    server: ServerName,
    children: { server: Child<ServerCall>; load: Child<LoadCall> },
    address: Address,
  ) {
    this.server = server
    this.address = address
    this.#server = children.server
    this.#load = children.load
  }

  static async start(server: ServerName): Promise<Rig> {
    const started = await Child.start<ServerCall>('./servers/server-process.ts', serverCore, [server])
    const load = await Child.start<LoadCall>('./load/load-process.ts', loadCore)
    return new Rig(server, { server: started.child, load: load.child }, started.greeting as Address)
  }

  /** Starts a rig, hands it over and stops it, come what may. */
  static async with<Result>(server: ServerName, use: (rig: Rig) => Promise<Result>): Promise<Result> {
    const rig = await Rig.start(server)
    try {
      return await use(rig)
    } finally {
      await rig.stop()
    }
  }

  /** Opens more subscribers; resolves when all of them are subscribed. */
  async open(count: number, channels: 1 | 3 = 1): Promise<void> {
    const { port, paths } = this.address
    await this.#load.call({
      type: 'open',
      server: this.server,
      port,
      path: paths[channels],
      count,
      channels: channelNames(channels),
    })
    this.#subscribers += count
  }

  /** The server's processor time so far, in microseconds. */
  cpuMicros(): Promise<number> {
    return this.#server.call({ type: 'cpu' })
  }

  /** The server's memory after a garbage collection, which costs processor time. */
  rssBytes(): Promise<number> {
    return this.#server.call({ type: 'memory' })
  }

  /** The longest time that the server held a message back since the last call. */
  longestHoldMs(): Promise<number> {
    return this.#server.call({ type: 'hold' })
  }

  received(): Promise<Received> {
    return this.#load.call({ type: 'received' })
  }

  /** Publishes and resolves with the deliveries, once every subscriber has received everything. */
  async publish(publishing: Publishing): Promise<number> {
    const before = (await this.received()).messages
    const messages = publishing.rounds * publishing.perRound
    const expected = messages * this.#subscribers
    await this.#server.call({ type: 'publish', ...publishing })
    this.#published += messages
    const deadline = Date.now() + patienceMs
    while ((await this.received()).messages - before < expected) {
      if (Date.now() > deadline) throw new Error(`${this.server} did not deliver everything`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    return expected
  }

  /**
   * Cuts all subscribers off, while this many messages are published over a time; all come back at once.
   * `backMs`: until the last one was back; `completeMs`: and had all messages, or would have no more of them.
   */
  async storm(count: number, overMs: number, bytes: number): Promise<{ backMs: number; completeMs: number }> {
    const back = this.#load.call<number>({ type: 'storm' })
    if (count > 0) await this.#server.call({ type: 'stream', count, overMs, bytes })
    this.#published += count
    const backMs = await back
    const completeMs = await this.#load.call<number>({ type: 'caught_up', number: this.#published })
    return { backMs, completeMs: Math.max(backMs, completeMs) }
  }

  /** Cuts all subscribers off; resolves when all are back. */
  async comeBack(): Promise<void> {
    await this.#load.call({ type: 'storm' })
  }

  async stop(): Promise<void> {
    await this.#load.stop()
    await this.#server.stop()
  }
}
