/**
 * The realtime connection of a browser or a Node process: one WebSocket through the `centrifuge` SDK, never
 * given up. Carries out what connection-state.ts decides, and shares each channel between its consumers.
 * Knows nothing of projects, comments or React.
 */
import type { LiveInfo } from '@copydesk/contract'
import type { FeedConsumer, FeedMembership } from './channel-feed.ts'
import { backoffMs, type Cancel, type Clock, systemClock } from './clock.ts'
import { type ConnectionEvent, dutiesOf, initialState, nextState } from './connection-state.ts'
import { type ConnectionStatus, statusOf } from './connection-status.ts'
import { type Here, watchHere } from './here.ts'
import { createSdk, type Sdk } from './sdk.ts'
import { SharedChannels } from './shared-channels.ts'
import { createWakeSignals, type WakeSignal, type WakeSignals } from './wake-signals.ts'
import { type WebSocketClass, watchSockets } from './watched-socket.ts'

/** What `checkSession` found out; `unknown` when it could not ask. */
export type SessionCheck = 'signed_in' | 'signed_out' | 'unknown'

export interface RealtimeOptions {
  /** Absolute `ws:` or `wss:` URL of the hub, e.g. `wss://cms.example/connection/websocket`. */
  url: string
  /** Which transports the server has switched on; absent: a WebSocket is always tried. */
  liveInfo?: () => Promise<LiveInfo>
  /** Whether the session still stands, asked when the server ends the connection for good. */
  checkSession?: () => Promise<SessionCheck>
  /** A connection token, for clients without the session cookie. */
  getToken?: () => Promise<string>
  /** The WebSocket class; the platform's own when absent. */
  WebSocket?: WebSocketClass
  wakeSignals?: WakeSignals
  clock?: Clock
  /** Numbers from 0 to below 1, for jitter. */
  random?: () => number
  /** Shown in the server's log. */
  name?: string
  minReconnectDelayMs?: number
  maxReconnectDelayMs?: number
  /** How long the server may take to open the socket, and to answer a command. */
  replyTimeoutMs?: number
  /** How often to ask again whether realtime was switched on. */
  askEveryMs?: number
  /** Receives what consumers throw; rethrown as uncaught when absent. */
  onError?: (error: unknown) => void
}

/** The channels of a connection, as the live snapshots need them. */
export interface ChannelSource {
  /** Joins a channel; consumers of one channel share one subscription. */
  join(channel: string, consumer: FeedConsumer): FeedMembership
  /** Changes in this channel arrive by themselves at this moment. */
  isLive(channel: string): boolean
  /** The connection stands. */
  isConnected(): boolean
  /** Notes that what is on screen was loaded afresh just now. */
  noteRefresh(): void
  /** Calls back whenever the status changed, until the returned function is called. */
  subscribe(listener: () => void): () => void
}

/** Everything that can be asked of a realtime connection. */
export interface RealtimeConnection extends ChannelSource {
  /** Starts connecting, and goes on until `stop`. */
  start(): void
  /** Closes the connection and stops trying; channels stay joined for a later `start`. */
  stop(): void
  /** How the connection stands; the same object until something changes. */
  getStatus(): ConnectionStatus
  /** Tries at once where it would otherwise wait, and proves a connection that seems to stand. */
  checkNow(): void
  /** Takes over news about what realtime is switched on, e.g. from an event of the `site` channel. */
  liveInfoChanged(info: LiveInfo): void
  /**
   * Who is in a presence channel (`here:…`), kept up to date until the returned object is closed. Throws while
   * the channel is watched already: share the one there is.
   */
  here(channel: string, changed: () => void): Here
}

/** How long `liveInfo` and `checkSession` may take. */
const unansweredMs = 35_000

export class Realtime implements RealtimeConnection {
  readonly #options: RealtimeOptions
  readonly #clock: Clock
  readonly #random: () => number
  readonly #wakeSignals: WakeSignals
  readonly #sdk: Sdk
  readonly #isBusy: () => boolean
  readonly #channels: SharedChannels
  readonly #listeners = new Set<() => void>()
  #state
  #status: ConnectionStatus
  #heardAt: number | null = null
  #stopWatching: (() => void) | null = null
  #cancelTimer: Cancel = () => {}
  #probing = false

  constructor(options: RealtimeOptions) {
    this.#options = options
    this.#clock = options.clock ?? systemClock
    this.#random = options.random ?? Math.random
    this.#wakeSignals = options.wakeSignals ?? createWakeSignals()
    this.#state = initialState(this.#wakeSignals.isOnline())
    this.#status = statusOf(this.#state)
    const WebSocket = options.WebSocket ?? (globalThis.WebSocket as WebSocketClass | undefined)
    if (!WebSocket) throw new Error('There is no WebSocket class here: pass one as the option "WebSocket"')
    const watch = watchSockets(WebSocket, () => {
      this.#heardAt = this.#clock.now()
    })
    this.#isBusy = watch.isBusy
    this.#sdk = createSdk({
      url: options.url,
      WebSocket: watch.WebSocket,
      getToken: options.getToken,
      name: options.name ?? 'copydesk',
      minReconnectDelayMs: options.minReconnectDelayMs ?? 300,
      maxReconnectDelayMs: options.maxReconnectDelayMs ?? 20_000,
      replyTimeoutMs: options.replyTimeoutMs ?? 5_000,
      report: (event) => this.#dispatch(event),
    })
    this.#channels = new SharedChannels(this.#sdk, options.onError ?? reportUncaught)
  }

  getStatus = (): ConnectionStatus => this.#status

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  start(): void {
    this.#stopWatching ??= this.#wakeSignals.subscribe((signal) => this.#wake(signal))
    this.#dispatch({ type: this.#wakeSignals.isOnline() ? 'network_up' : 'network_down' })
    this.#dispatch({ type: 'start' })
  }

  stop(): void {
    this.#stopWatching?.()
    this.#stopWatching = null
    this.#dispatch({ type: 'stop' })
  }

  checkNow(): void {
    const { kind } = this.#state
    if (kind === 'waiting') this.#dispatch({ type: 'retry' })
    if (kind === 'switched_off') void this.#askInfo()
    if (kind === 'signed_out') void this.#checkSession()
    if (kind === 'live') void this.#probe()
    if (kind === 'lost' && !this.#isBusy()) this.#reconnectNow()
  }

  liveInfoChanged(info: LiveInfo): void {
    if (info.transports.includes('websocket')) this.#dispatch({ type: 'info_on' })
    else this.#dispatch({ type: 'info_off', reason: info.reason ?? info.websocket.reason ?? null })
  }

  join(channel: string, consumer: FeedConsumer): FeedMembership {
    return this.#channels.join(channel, consumer)
  }

  isLive(channel: string): boolean {
    return this.isConnected() && this.#channels.isSubscribed(channel)
  }

  isConnected(): boolean {
    return this.#state.kind === 'live'
  }

  noteRefresh(): void {
    if (!this.isConnected()) this.#dispatch({ type: 'heard' })
  }

  here(channel: string, changed: () => void): Here {
    return watchHere({ sdk: this.#sdk, channel, changed, clock: this.#clock })
  }

  #dispatch(event: ConnectionEvent): void {
    const before = this.#state
    let state = nextState(before, event, this.#clock.now())
    if (before.kind === 'live' && state.kind !== 'live' && this.#heardAt !== null) {
      // While live every frame proves the screen current; the state is only told when that ends.
      state = nextState(state, { type: 'heard' }, this.#heardAt)
    }
    if (state === before) return
    this.#state = state
    this.#status = statusOf(state)
    if (state.kind !== before.kind) this.#carryOut()
    for (const listener of [...this.#listeners]) listener()
  }

  /** Makes the world match the duties of the state that was just entered. */
  #carryOut(): void {
    this.#cancelTimer()
    this.#cancelTimer = () => {}
    const duties = dutiesOf(this.#state)
    const { failures } = this.#state
    if (duties.connect) this.#sdk.connect()
    else this.#sdk.disconnect()
    if (duties.askInfo === 'now') void this.#askInfo()
    if (duties.checkSession === 'now') void this.#checkSession()
    if (duties.askInfo === 'periodically') this.#every(() => this.#askInfo())
    if (duties.checkSession === 'periodically') this.#every(() => this.#checkSession())
    if (duties.retryLater) {
      const maxMs = this.#options.maxReconnectDelayMs ?? 20_000
      const delayMs = backoffMs(failures - 1, 500, maxMs, this.#random)
      this.#cancelTimer = this.#clock.after(delayMs, () => this.#dispatch({ type: 'retry' }))
    }
  }

  /** Repeats a question while the state stays; jitter keeps clients cut off together from asking together. */
  #every(ask: () => Promise<void>): void {
    const everyMs = this.#options.askEveryMs ?? 30_000
    const next = (share: number) => {
      this.#cancelTimer = this.#clock.after(everyMs * share, () => {
        next(0.9 + 0.1 * this.#random())
        void ask()
      })
    }
    // A lost connection that does not come back within seconds may have been switched off.
    next(this.#state.kind === 'lost' ? 0.1 + 0.3 * this.#random() : 0.9 + 0.1 * this.#random())
  }

  async #askInfo(): Promise<void> {
    const { liveInfo } = this.#options
    if (!liveInfo) return this.#dispatch({ type: 'info_on' })
    try {
      this.liveInfoChanged(await this.#within(liveInfo()))
    } catch {
      this.#dispatch({ type: 'info_failed' })
    }
  }

  async #checkSession(): Promise<void> {
    const check = this.#options.checkSession ?? (async () => 'unknown' as const)
    const found = await this.#within(check()).catch(() => 'unknown' as const)
    if (found === 'signed_in') this.#dispatch({ type: 'session_ok' })
    if (found === 'signed_out') this.#dispatch({ type: 'session_gone' })
    if (found === 'unknown') this.#dispatch({ type: 'session_unknown' })
  }

  /** A question that is never answered must not stop everything. */
  #within<T>(answer: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const cancel = this.#clock.after(unansweredMs, () => reject(new Error('no answer')))
      answer.then(resolve, reject).finally(cancel)
    })
  }

  #wake(signal: WakeSignal): void {
    if (signal !== 'page_shown') this.#dispatch({ type: signal })
    if (signal !== 'network_down') this.checkNow()
  }

  /** A connection that looks open may be long dead after sleep; only an answer proves it. */
  async #probe(): Promise<void> {
    if (this.#probing) return
    this.#probing = true
    try {
      await this.#sdk.probe()
    } catch {
      if (this.#state.kind === 'live') this.#reconnectNow()
    } finally {
      this.#probing = false
    }
  }

  /** Ends the SDK's waiting; its subscriptions keep their positions and recover. */
  #reconnectNow(): void {
    this.#sdk.disconnect()
    this.#dispatch({ type: 'dropped' })
    this.#sdk.connect()
  }
}

function reportUncaught(error: unknown): void {
  queueMicrotask(() => {
    throw error
  })
}
