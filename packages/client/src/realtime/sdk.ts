/**
 * The only module that knows the `centrifuge` SDK: makes a client for our connection and translates its events
 * into ours. Decides nothing about retries beyond handing the SDK its delays.
 */
import { Centrifuge, type ClientInfo, type Subscription } from 'centrifuge'
import type { FeedPublication, StreamPosition, SubscribedReport } from './channel-feed.ts'
import type { ConnectionEvent } from './connection-state.ts'
import type { WebSocketClass } from './watched-socket.ts'

export interface SdkOptions {
  url: string
  WebSocket: WebSocketClass
  getToken: (() => Promise<string>) | undefined
  name: string
  minReconnectDelayMs: number
  maxReconnectDelayMs: number
  /** How long a try may take to open, and the server to answer a command. */
  replyTimeoutMs: number
  /** Reports what happened to the connection. */
  report: (event: ConnectionEvent) => void
}

/** A client in a channel, as presence tells it. */
export type { ClientInfo }

export interface ChannelListener {
  subscribed(report: SubscribedReport): void
  publication(publication: FeedPublication): void
  closed(code: number, reason: string): void
  joined?(client: ClientInfo): void
  left?(client: ClientInfo): void
}

export interface SdkSubscription {
  isSubscribed(): boolean
  /** Who is in the channel now, by client id. */
  presence(): Promise<Record<string, ClientInfo>>
  remove(): void
}

export interface Sdk {
  connect(): void
  disconnect(): void
  /** Resolves when the server answered something, rejects when it did not in time. */
  probe(): Promise<void>
  subscribe(channel: string, since: StreamPosition | null, listener: ChannelListener): SdkSubscription
}

/** The SDK's own codes: 0 when we asked for it, and the limit below which an error is not the server's. */
const ownDoing = 0
const firstServerErrorCode = 100

/** Makes a client of the SDK; it opens nothing before `connect`. */
export function createSdk(options: SdkOptions): Sdk {
  const client = new Centrifuge(options.url, {
    websocket: options.WebSocket,
    name: options.name,
    getToken: options.getToken ?? null,
    minReconnectDelay: options.minReconnectDelayMs,
    maxReconnectDelay: options.maxReconnectDelayMs,
    timeout: options.replyTimeoutMs,
  })
  client.on('connected', () => options.report({ type: 'connected' }))
  client.on('connecting', ({ code }) => {
    if (code !== ownDoing) options.report({ type: 'dropped' })
  })
  client.on('disconnected', ({ code }) => {
    if (code !== ownDoing) options.report({ type: 'refused' })
  })
  client.on('error', ({ type, error }) => {
    if (type === 'connectToken') options.report({ type: 'attempt_failed', trouble: 'server_unreachable' })
    if (type === 'transport') options.report({ type: 'attempt_failed', trouble: 'no_connection' })
    if (type === 'connect') {
      const trouble = error.code < firstServerErrorCode ? 'no_reply' : 'no_connection'
      options.report({ type: 'attempt_failed', trouble })
    }
  })
  return {
    connect: () => client.connect(),
    disconnect: () => client.disconnect(),
    async probe() {
      try {
        // Any answer will do, also "no such method": what counts is that one comes.
        await client.rpc('', {})
      } catch (error) {
        if ((error as { code?: number }).code === undefined) throw error
        if ((error as { code: number }).code < firstServerErrorCode) throw error
      }
    },
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
