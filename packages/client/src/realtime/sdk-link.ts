/**
 * The only module that knows the `centrifuge` SDK: makes a client of it for one transport and translates its
 * events into ours. Its own reconnecting is not used: who hears of a failure disconnects it.
 */
import { Centrifuge, type Options, type Subscription, type TransportEndpoint } from 'centrifuge'
import type { ChannelListener, Link, LinkEvent } from './link.ts'
import type { WebSocketClass } from './watched-platform.ts'

export interface SdkOptions {
  transport: 'websocket' | 'http_stream'
  endpoint: string
  /** Where commands go while the answers come as a stream. */
  emulationEndpoint: string
  WebSocket: WebSocketClass | undefined
  fetch: typeof globalThis.fetch
  getToken: (() => Promise<string>) | undefined
  name: string
  /** How long a try may take to open, and the server to answer a command. */
  replyTimeoutMs: number
  /** Reports what happened to the connection. */
  report: (event: LinkEvent) => void
}

/** The SDK's own codes: 0 when we asked for it, 1 for a timeout, and where the server's begin. */
const ownDoing = 0
const timedOut = 1
const firstServerErrorCode = 100
const firstServerCloseCode = 3000

/** What a try failed of, by the SDK's types of errors; others do not concern the connection. */
const troubles: Record<string, 'no_connection' | 'server_unreachable'> = {
  connectToken: 'server_unreachable',
  transport: 'no_connection',
  connect: 'no_connection',
}

/** Makes a client of the SDK; it opens nothing before `connect`. */
export function createSdkLink(options: SdkOptions): Link {
  const endpoints: TransportEndpoint[] = [{ transport: options.transport, endpoint: options.endpoint }]
  const client = new Centrifuge(endpoints, {
    ...(options.WebSocket ? { websocket: options.WebSocket } : {}),
    fetch: options.fetch,
    emulationEndpoint: options.emulationEndpoint,
    name: options.name,
    getToken: options.getToken ?? null,
    timeout: options.replyTimeoutMs,
    // The device's network is watched by the connection itself.
    networkEventTarget: new EventTarget(),
  } satisfies Partial<Options>)
  client.on('connected', () => options.report({ type: 'connected' }))
  client.on('connecting', ({ code }) => {
    if (code !== ownDoing) options.report({ type: 'dropped', byServer: code >= firstServerCloseCode })
  })
  client.on('disconnected', ({ code }) => {
    if (code !== ownDoing) options.report({ type: 'refused' })
  })
  client.on('error', ({ type, error }) => {
    const cause = troubles[type]
    if (!cause) return
    options.report({ type: 'attempt_failed', trouble: error.code === timedOut ? 'no_reply' : cause })
  })
  return {
    connect: () => client.connect(),
    disconnect: () => client.disconnect(),
    async probe() {
      try {
        // Any answer will do, also "no such method": what counts is that one comes.
        await client.rpc('', {})
      } catch (error) {
        const { code } = error as { code?: number }
        if (code === undefined || code < firstServerErrorCode) throw error
      }
    },
    hasten() {},
    subscribe(channel, since, listener) {
      const subscription = client.newSubscription(channel, since ? { since } : { joinLeave: true })
      listen(subscription, listener)
      subscription.subscribe()
      return {
        isSubscribed: () => subscription.state === 'subscribed',
        presence: async () => (await subscription.presence()).clients,
        remove() {
          subscription.removeAllListeners()
          client.removeSubscription(subscription)
        },
      }
    },
  }
}

function listen(subscription: Subscription, listener: ChannelListener): void {
  // Without a listener the emitter would throw; the SDK retries by itself.
  subscription.on('error', () => {})
  subscription.on('subscribed', (report) => {
    listener.subscribed({
      wasRecovering: report.wasRecovering,
      recovered: report.recovered,
      position: report.streamPosition ?? null,
    })
  })
  subscription.on('publication', ({ offset, data }) => {
    if (offset !== undefined) listener.publication({ offset, data })
  })
  subscription.on('unsubscribed', ({ code, reason }) => {
    if (code !== ownDoing) listener.closed(code, reason)
  })
  subscription.on('join', ({ info }) => listener.joined?.(info))
  subscription.on('leave', ({ info }) => listener.left?.(info))
}
