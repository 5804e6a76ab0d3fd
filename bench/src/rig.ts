/** One server and its subscribers, each in a process of its own, and the questions that measurements ask. */
import { Child } from './child.ts'
import type { LoadCall } from './load/load-process.ts'
import type { ServerName } from './servers/bench-server.ts'
import type { ServerCall, Usage } from './servers/server-process.ts'

const serverCore = 0
const loadCore = 1

export interface Publishing {
  rounds: number
  perRound: number
  intervalMs: number
  bytes: number
}

export class Rig {
  readonly server: ServerName
  readonly #server: Child<ServerCall>
  readonly #load: Child<LoadCall>
  readonly #address: { port: number; path: string }
  subscribers = 0

  private constructor(
    server: ServerName,
    children: { server: Child<ServerCall>; load: Child<LoadCall> },
    address: { port: number; path: string },
  ) {
    this.server = server
    this.#server = children.server
    this.#load = children.load
    this.#address = address
  }

  static async start(server: ServerName): Promise<Rig> {
    const started = await Child.start<ServerCall>('./servers/server-process.ts', serverCore, [server])
    const load = await Child.start<LoadCall>('./load/load-process.ts', loadCore)
    const address = started.greeting as { port: number; path: string }
    return new Rig(server, { server: started.child, load: load.child }, address)
  }

  /** Opens more subscribers; resolves when all of them are subscribed. */
  async open(count: number): Promise<void> {
    await this.#load.call({ type: 'open', server: this.server, count, ...this.#address })
    this.subscribers += count
  }

  usage(): Promise<Usage> {
    return this.#server.call({ type: 'usage' })
  }

  /** Publishes and resolves with the deliveries, once every subscriber has received everything. */
  async publish(publishing: Publishing): Promise<number> {
    const before = await this.#received()
    const expected = publishing.rounds * publishing.perRound * this.subscribers
    await this.#server.call({ type: 'publish', ...publishing })
    const deadline = Date.now() + 30_000
    while ((await this.#received()) - before < expected) {
      if (Date.now() > deadline) throw new Error(`${this.server} did not deliver everything`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    return expected
  }

  async stop(): Promise<void> {
    await this.#load.stop()
    await this.#server.stop()
  }

  #received(): Promise<number> {
    return this.#load.call({ type: 'received' })
  }
}
