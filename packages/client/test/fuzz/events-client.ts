/**
 * An EventSource on `GET /events` in the fuzz: the browser's own way to come back, with the id of its last event. It
 * gives up at a refusal, as browsers do; then a new one is made, as pages do.
 */
import type { EventSource } from 'eventsource'
import type { Clock } from '../../src/index.ts'
import { Follower } from './follower.ts'
import type { FuzzClient } from './fuzz-client.ts'
import type { FuzzJournal } from './fuzz-journal.ts'
import type { Platform } from './platform.ts'

export interface EventsClientOptions {
  name: string
  platform: Platform
  journal: FuzzJournal
  time: Clock
  /** Scheme-less address of the server. */
  address: string
  channel: string
  fault: (fault: unknown) => void
}

const againMs = 2_000

export class EventsClient implements FuzzClient {
  readonly name: string
  readonly #options: EventsClientOptions
  readonly #follower: Follower
  #source: EventSource | null = null
  #isClosed = false

  constructor(options: EventsClientOptions) {
    this.#options = options
    this.name = options.name
    this.#follower = new Follower(options.channel, options.journal)
    this.#start().catch(options.fault)
  }

  get followers(): Follower[] {
    return [this.#follower]
  }

  get isServed(): boolean {
    return this.#source?.readyState === this.#source?.OPEN
  }

  get isBest(): boolean {
    return this.isServed
  }

  describe(): string {
    return `EventSource in state ${this.#source?.readyState}`
  }

  join(): void {}

  leave(): void {}

  wake(): void {}

  close(): void {
    this.#isClosed = true
    this.#source?.close()
  }

  async #start(): Promise<void> {
    const { journal, channel } = this.#options
    this.#follower.start(await journal.load(channel))
    this.#open()
  }

  #open(): void {
    const { platform, channel, fault, time, address } = this.#options
    if (this.#isClosed) return
    const { epoch, offset } = this.#follower.stream ?? { epoch: '', offset: 0 }
    const query = new URLSearchParams({ channel, since: `${epoch}:${offset}` })
    const source = new platform.EventSource(`http://${address}/events?${query}`)
    this.#source = source
    source.addEventListener('message', ({ data, lastEventId }) => {
      try {
        this.#follower.publication(Number(lastEventId.split(':').at(-1)), JSON.parse(data))
      } catch (error) {
        fault(error)
      }
    })
    source.addEventListener('reset', ({ data }) => {
      const position = JSON.parse(data) as { epoch: string; offset: number }
      this.#follower.restarted(position.epoch, position.offset).catch(fault)
    })
    source.addEventListener('error', () => {
      if (source.readyState === source.CLOSED) time.after(againMs, () => this.#open())
    })
  }
}
