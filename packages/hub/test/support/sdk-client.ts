/** The `centrifuge` SDK over each transport that the hub speaks, pointed at a test server. */
import { Centrifuge, type Options, type Subscription, type SubscriptionOptions } from 'centrifuge'
import { EventSource } from 'eventsource'

export const sdkTransports = ['websocket', 'http_stream', 'sse'] as const
export type SdkTransport = (typeof sdkTransports)[number]

/** The addresses of a server, or of two: commands of streams may go to another node than the stream itself. */
export interface SdkTarget {
  port: number
  emulationPort?: number
  /** What every path begins with. */
  prefix?: string
}

export class SdkClients {
  readonly #transport: SdkTransport
  readonly #clients: Centrifuge[] = []

  constructor(transport: SdkTransport) {
    this.#transport = transport
  }

  /** A client that does not connect yet. It reconnects at once when it is cut off. */
  create({ port, emulationPort = port, prefix = '' }: SdkTarget, options: Partial<Options> = {}): Centrifuge {
    const transport = this.#transport
    const scheme = transport === 'websocket' ? 'ws' : 'http'
    const client = new Centrifuge(
      [{ transport, endpoint: `${scheme}://127.0.0.1:${port}${prefix}/connection/${transport}` }],
      {
        emulationEndpoint: `http://127.0.0.1:${emulationPort}${prefix}/emulation`,
        eventsource: EventSource,
        token: 'ann',
        minReconnectDelay: 1,
        maxReconnectDelay: 1,
        ...options,
      },
    )
    this.#clients.push(client)
    return client
  }

  async connect(target: SdkTarget, options: Partial<Options> = {}): Promise<Centrifuge> {
    const client = this.create(target, options)
    client.connect()
    await client.ready()
    return client
  }

  /** Disconnects everyone. */
  stop(): void {
    for (const client of this.#clients.splice(0)) client.disconnect()
  }
}

/** A subscription that stands, and comes back at once when it ends. */
export async function subscribe(
  client: Centrifuge,
  channel: string,
  options: Partial<SubscriptionOptions> = {},
): Promise<Subscription> {
  const subscription = client.newSubscription(channel, {
    minResubscribeDelay: 1,
    maxResubscribeDelay: 1,
    ...options,
  })
  subscription.subscribe()
  await subscription.ready()
  return subscription
}
