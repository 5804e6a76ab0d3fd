/** Comments that the first server takes, and how long they take from its answer to clients of the others. */
import { setTimeout } from 'node:timers/promises'
import { Realtime } from '@copydesk/client'
import { channels, type LiveToken, type Project, type ProjectEvent, type Snapshot } from '@copydesk/contract'
import { type ApiCaller, createApiCaller } from '@copydesk/testkit'
import type { World } from './world.ts'

export interface Delivery {
  /** When the command was answered. */
  answeredAt: number
  tookMs: number
}

const betweenMs = 100
const lastMs = 5_000
const clientsOfServer = 5

export class BrokerLoad {
  /** Clients whose connection ended, or who had to load anew. */
  lost = 0
  readonly #world: World
  readonly #clients: Realtime[] = []
  readonly #answeredAt = new Map<string, number>()
  readonly #heard: { body: string; at: number }[] = []
  readonly #over = new AbortController()
  #writing = Promise.resolve()

  constructor(world: World) {
    this.#world = world
  }

  /** Deliveries that did not come. */
  get missing(): number {
    return this.#answeredAt.size * this.#clients.length - this.#heard.length
  }

  async begin(): Promise<void> {
    const { nodes } = this.#world
    const caller = await nodes.setUp({ name: 'Ada', email: 'ada@test.example', password: 'while it is away' })
    const { id } = await caller.post<Project>('/projects', { name: 'Under load' })
    const { position } = await caller.get<Snapshot<unknown>>(`/projects/${id}`)
    for (const { url } of nodes.servers.slice(1)) {
      for (let number = 0; number < clientsOfServer; number += 1) {
        const client = new Realtime({
          url: `${url.replace('http', 'ws')}/connection/websocket`,
          transports: ['websocket'],
          getToken: async () => (await caller.post<LiveToken>('/live/token')).token,
        })
        this.#clients.push(client)
        this.#follow(client, channels.project(id), position)
      }
    }
    this.#writing = this.#write(createApiCaller(nodes.servers[0]?.url ?? '', caller.cookie), id)
  }

  async end(): Promise<void> {
    this.#over.abort()
    await this.#writing
    await setTimeout(lastMs)
  }

  stop(): void {
    for (const client of this.#clients) client.stop()
  }

  /** Of what was answered within this time, in the order in which they came. */
  deliveries(from: number, to: number): Delivery[] {
    return this.#heard.flatMap(({ body, at }) => {
      const answeredAt = this.#answeredAt.get(body) ?? Infinity
      return answeredAt >= from && answeredAt < to
        ? [{ answeredAt, tookMs: Math.max(0, at - answeredAt) }]
        : []
    })
  }

  #follow(client: Realtime, channel: string, from: { epoch: string; offset: number }): void {
    client.join(channel, {
      from,
      onPublication: ({ data }) => {
        const event = data as ProjectEvent
        if (event.type === 'comment.created') {
          this.#heard.push({ body: event.comment.body, at: performance.now() })
        }
      },
      onReload: () => {
        this.lost += 1
      },
    })
    let wasConnected = false
    client.subscribe(() => {
      const isConnected = client.isConnected()
      if (wasConnected && !isConnected) this.lost += 1
      wasConnected = isConnected
    })
    client.start()
  }

  async #write(caller: ApiCaller, projectId: string): Promise<void> {
    const headers = { origin: this.#world.nodes.url }
    for (let written = 1; !this.#over.signal.aborted; written += 1) {
      const body = `comment ${written}`
      const answer = await caller.send('POST', `/projects/${projectId}/comments`, { body }, headers)
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
      this.#answeredAt.set(body, performance.now())
      await setTimeout(betweenMs)
    }
  }
}
