/** The third-party SDK in the fuzz, as its own documentation uses it: it knows nothing of our client. */
import { Centrifuge, type Options, type Subscription, type TransportEndpoint } from 'centrifuge'
import { Follower } from './follower.ts'
import type { FuzzClient } from './fuzz-client.ts'
import type { FuzzJournal } from './fuzz-journal.ts'
import type { Platform } from './platform.ts'

export type SdkTransport = 'websocket' | 'http_stream' | 'sse'

export interface SdkClientOptions {
  name: string
  platform: Platform
  journal: FuzzJournal
  /** Scheme-less address of the server, and of the one that takes commands for streams. */
  address: string
  emulationAddress: string
  /** How patient it is, where that is not left to it. */
  patience?: Partial<Options>
  /** One, or several that it falls back to in this order. */
  transports: readonly SdkTransport[]
  fault: (fault: unknown) => void
}

interface Reading {
  follower: Follower
  subscription: Subscription
}

export class SdkClient implements FuzzClient {
  readonly name: string
  readonly #options: SdkClientOptions
  readonly #client: Centrifuge
  readonly #network = new EventTarget()
  readonly #readings: Reading[] = []

  constructor(options: SdkClientOptions) {
    this.#options = options
    this.name = options.name
    const endpoints = options.transports.map(
      (transport): TransportEndpoint => ({
        transport,
        endpoint: `${transport === 'websocket' ? 'ws' : 'http'}://${options.address}/connection/${transport}`,
      }),
    )
    this.#client = new Centrifuge(endpoints, {
      ...options.patience,
      websocket: options.platform.WebSocket,
      fetch: options.platform.fetch,
      eventsource: options.platform.EventSource,
      emulationEndpoint: `http://${options.emulationAddress}/emulation`,
      networkEventTarget: this.#network,
      token: options.name,
    })
    this.#client.on('error', () => undefined)
    this.#client.on('disconnected', ({ code, reason }) => {
      if (code !== 0) options.fault({ client: options.name, disconnected: code, reason })
    })
    this.#client.connect()
  }

  get followers(): Follower[] {
    return this.#readings.map(({ follower }) => follower)
  }

  get isServed(): boolean {
    return (
      this.#client.state === 'connected' &&
      this.#readings.every(({ subscription }) => subscription.state === 'subscribed')
    )
  }

  /** It stays with what worked. */
  get isBest(): boolean {
    return this.isServed
  }

  describe(): string {
    const channels = this.#readings.map(({ subscription }) => `${subscription.channel} ${subscription.state}`)
    return `${this.#client.state} over ${this.#options.transports.join()}: ${channels.join()}`
  }

  join(channel: string): void {
    if (this.#readings.some(({ follower }) => follower.channel === channel)) return
    const { journal, fault, name } = this.#options
    const follower = new Follower(channel, journal)
    const subscription = this.#client.newSubscription(channel)
    const guard = (run: () => void | Promise<void>) => {
      try {
        Promise.resolve(run()).catch(fault)
      } catch (error) {
        fault(error)
      }
    }
    subscription.on('error', () => undefined)
    subscription.on('subscribed', ({ recovered, streamPosition }) => {
      guard(() => {
        if (!streamPosition) throw new Error('a subscription without a position')
        if (!recovered) return follower.restarted(streamPosition.epoch, streamPosition.offset)
        follower.recovered()
        return undefined
      })
    })
    subscription.on('publication', ({ offset = 0, data }) => guard(() => follower.publication(offset, data)))
    subscription.on('unsubscribed', ({ code, reason }) => {
      if (code !== 0) fault({ client: name, channel, unsubscribed: code, reason })
    })
    subscription.subscribe()
    this.#readings.push({ follower, subscription })
  }

  leave(index: number): void {
    for (const { subscription } of this.#readings.splice(index % this.#readings.length, 1)) {
      subscription.removeAllListeners()
      this.#client.removeSubscription(subscription)
    }
  }

  wake(signal: string): void {
    if (signal === 'network_down') this.#network.dispatchEvent(new Event('offline'))
    if (signal === 'network_up') this.#network.dispatchEvent(new Event('online'))
  }

  close(): void {
    for (const { subscription } of this.#readings.splice(0)) subscription.removeAllListeners()
    this.#client.disconnect()
  }
}
