/**
 * The only module that knows the `centrifuge` SDK: makes a client of it for one transport and translates its
 * events into ours. The SDK's own reconnecting is not used: whoever hears of a failure disconnects.
 */
import { Centrifuge, type Options, type Subscription, type TransportEndpoint } from 'centrifuge'
import type { Clock } from './clock.ts'
import type { ChannelAnswers, ChannelListener, ChannelRequest, Link, LinkEvent } from './link.ts'
import { OwedAnswers } from './owed-answers.ts'
import { RealtimeError, realtimeCodes } from './realtime-error.ts'
import { type Watch, type WebSocketClass, watchSockets, watchStreams } from './watched-platform.ts'

export interface SdkOptions {
  transport: 'websocket' | 'http_stream'
  endpoint: string
  /** Where commands go while the answers come as a stream. */
  emulationEndpoint: string
  WebSocket: WebSocketClass | undefined
  fetch: typeof globalThis.fetch
  getToken: (() => Promise<string>) | undefined
  name: string
  clock: Clock
  /** How long nothing may come while a connection opens, or a small answer is owed. */
  replyTimeoutMs: () => number
  /** The same while a channel's missed publications are on their way. */
  recoveryTimeoutMs: () => number
  /** Reports what happened to the connection. */
  report: (event: LinkEvent) => void
  /** Something came from the server. */
  heard: () => void
}

/** The SDK's own codes: 0 when we asked for it, 1 for a timeout, and where the server's begin. */
const ownDoing = 0
const timedOut = 1
/** The SDK's own time-out, which does not see what arrives; it serves only where ours overlooks something. */
const sdkTimeoutMs = 300_000
/**
 * How late a ping may be. Over a stream it waits behind what is still coming, where a silence is noticed by measuring.
 */
const maxServerPingDelay = { websocket: 10_000, http_stream: 120_000 }
const firstServerErrorCode = 100
const firstServerCloseCode = 3000

/** Why a try failed, by the SDK's types of errors; other types do not concern the connection. */
const troubles: Record<string, 'no_connection' | 'server_unreachable'> = {
  connectToken: 'server_unreachable',
  transport: 'no_connection',
  connect: 'no_connection',
}

/** Makes a client of the SDK; it opens nothing before `connect`. */
export function createSdkLink(options: SdkOptions): Link {
  const endpoints: TransportEndpoint[] = [{ transport: options.transport, endpoint: options.endpoint }]
  const { clock, report, getToken } = options
  const owed = new OwedAnswers({
    clock,
    patienceMs: (answer) =>
      answer.startsWith('channel ') ? options.recoveryTimeoutMs() : options.replyTimeoutMs(),
    silent: () => {
      const isConnecting = owed.isOwed('connection')
      owed.clear()
      const trouble = hasOpened ? 'no_reply' : 'no_connection'
      report(isConnecting ? { type: 'attempt_failed', trouble } : { type: 'dropped', byServer: false })
    },
  })
  let hasOpened = false
  const watch: Watch = {
    opened() {
      hasOpened = true
      owed.heard()
    },
    heard() {
      owed.heard()
      options.heard()
    },
  }
  const client = new Centrifuge(endpoints, {
    ...(options.WebSocket ? { websocket: watchSockets(options.WebSocket, watch) } : {}),
    fetch: watchStreams(options.fetch, watch),
    emulationEndpoint: options.emulationEndpoint,
    name: options.name,
    getToken: getToken ? () => getToken().finally(() => owed.heard()) : null,
    timeout: sdkTimeoutMs,
    maxServerPingDelay: maxServerPingDelay[options.transport],
    // The device's network is watched by the connection itself.
    networkEventTarget: new EventTarget(),
  } satisfies Partial<Options>)
  client.on('connected', () => {
    owed.settle('connection')
    for (const [channel, { state }] of Object.entries(client.subscriptions())) {
      if (state === 'subscribing') owed.ask(`channel ${channel}`)
    }
    report({ type: 'connected' })
  })
  client.on('message', ({ data }) => report({ type: 'timed', behind: data.behind }))
  client.on('connecting', ({ code }) => {
    owed.clear()
    if (code !== ownDoing) report({ type: 'dropped', byServer: code >= firstServerCloseCode })
  })
  client.on('disconnected', ({ code }) => {
    owed.clear()
    if (code !== ownDoing) report({ type: 'refused' })
  })
  client.on('error', ({ type, error }) => {
    const cause = troubles[type]
    if (!cause) return
    report({ type: 'attempt_failed', trouble: error.code === timedOut ? 'no_reply' : cause })
  })
  const asking = async <T>(answer: Promise<T>): Promise<T> => {
    owed.ask('command')
    return answer.finally(() => owed.settle('command'))
  }
  return {
    connect() {
      hasOpened = false
      client.connect()
      owed.ask('connection')
    },
    disconnect: () => client.disconnect(),
    async probe() {
      try {
        // Any answer will do, also "no such method": what counts is that one comes.
        await asking(client.rpc('', {}))
      } catch (error) {
        const { code } = error as { code?: number }
        if (code === undefined || code < firstServerErrorCode) throw error
      }
    },
    hasten() {},
    request: (request) => asking(answerTo(client, request)).catch(fail),
    subscribe(channel, { since, joinLeave = false, getToken: getSubscriptionToken }, listener) {
      const subscription = client.newSubscription(channel, {
        ...(since ? { since } : {}),
        ...(joinLeave ? { joinLeave } : {}),
        ...(getSubscriptionToken ? { getToken: getSubscriptionToken } : {}),
      })
      const answered = () => owed.settle(`channel ${channel}`)
      for (const event of ['subscribed', 'unsubscribed', 'error'] as const) subscription.on(event, answered)
      listen(subscription, listener)
      if (client.state === 'connected') owed.ask(`channel ${channel}`)
      subscription.subscribe()
      return {
        isSubscribed: () => subscription.state === 'subscribed',
        presence: async () => (await asking(subscription.presence())).clients,
        remove() {
          if (subscription.state === 'subscribing') answered()
          subscription.removeAllListeners()
          client.removeSubscription(subscription)
        },
      }
    },
  }
}

/** Sends a request by the SDK's method for it. */
async function answerTo<Request extends ChannelRequest>(
  client: Centrifuge,
  request: Request,
): Promise<ChannelAnswers[Request['method']]> {
  return (await ask(client, request)) as ChannelAnswers[Request['method']]
}

async function ask(client: Centrifuge, request: ChannelRequest) {
  const { channel } = request
  switch (request.method) {
    case 'publish':
      await client.publish(channel, request.data)
      return undefined
    case 'presence':
      return Object.values((await client.presence(channel)).clients).map(({ client: id, user }) => ({
        client: id,
        user,
      }))
    case 'history': {
      const { publications, epoch, offset } = await client.history(channel, request.options)
      const kept = publications.map((one) => ({ offset: one.offset ?? 0, data: one.data as unknown }))
      return { publications: kept, position: { epoch, offset } }
    }
  }
}

function fail(error: unknown): never {
  const { code = realtimeCodes.notConnected, message } = error as { code?: number; message: string }
  throw new RealtimeError(code >= firstServerErrorCode ? code : realtimeCodes.notConnected, message)
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
  subscription.on('publication', ({ offset, data, info }) => {
    listener.publication({ offset: offset ?? 0, data }, info)
  })
  subscription.on('unsubscribed', ({ code, reason }) => {
    if (code !== ownDoing) listener.closed(code, reason)
  })
  subscription.on('join', ({ info }) => listener.joined?.(info))
  subscription.on('leave', ({ info }) => listener.left?.(info))
}
