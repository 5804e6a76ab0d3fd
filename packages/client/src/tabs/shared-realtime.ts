/**
 * The realtime connection of a tab that shares one with the others: the same as a `Realtime` of its own, but a host
 * holds it, mostly a worker (host-finder.ts). Whichever host serves, every channel goes on there from where it stands
 * here.
 */
import type { LiveInfo } from '@copydesk/contract'
import type { FeedMembership } from '../realtime/channel-feed.ts'
import { type Clock, systemClock } from '../realtime/clock.ts'
import type { RealtimeConnection } from '../realtime/connection.ts'
import { type ConnectionStatus, lagging, plainStatus } from '../realtime/connection-status.ts'
import type { Here } from '../realtime/here.ts'
import type { JoinedConsumer } from '../realtime/joining.ts'
import { Lag } from '../realtime/lag.ts'
import type {
  ChannelAnswers,
  ChannelRequest,
  ClientInfo,
  History,
  HistoryOptions,
  Link,
} from '../realtime/link.ts'
import { Listeners } from '../realtime/listeners.ts'
import { RealtimeError, realtimeCodes } from '../realtime/realtime-error.ts'
import { reportToConsole } from '../realtime/report-error.ts'
import { SharedChannels } from '../realtime/shared-channels.ts'
import { createWakeSignals, type WakeSignals } from '../realtime/wake-signals.ts'
import { HostFinder } from './host-finder.ts'
import { createLocks } from './locks.ts'
import { PresenceWatchers } from './presence-watchers.ts'
import type { SharedRealtimeOptions } from './shared-realtime-options.ts'

export class SharedRealtime implements RealtimeConnection {
  readonly #clock: Clock
  readonly #wakeSignals: WakeSignals
  readonly #channels: SharedChannels
  readonly #lag: Lag
  readonly #host: HostFinder
  readonly #watchers = new PresenceWatchers((message) => this.#host.post(message))
  readonly #listeners: Listeners
  #link: Link | null = null
  #isStarted = false
  /** As the host says it, and as it is for the channels of this tab. */
  #status: ConnectionStatus = notStarted
  #told: ConnectionStatus = notStarted
  #stopWatching: (() => void) | null = null

  constructor(options: SharedRealtimeOptions) {
    this.#clock = options.clock ?? systemClock
    this.#wakeSignals = options.wakeSignals ?? createWakeSignals()
    const random = options.random ?? Math.random
    const onError = options.onError ?? reportToConsole
    this.#listeners = new Listeners(onError)
    this.#lag = new Lag(this.#clock, () => this.#tell())
    this.#channels = new SharedChannels({
      clock: this.#clock,
      random,
      onError,
      changed: () => this.#noteLag(),
    })
    this.#host = new HostFinder({
      ...options,
      clock: this.#clock,
      random,
      locks: options.locks === undefined ? createLocks() : options.locks,
      wakeSignals: this.#wakeSignals,
      serve: (link) => this.#serveBy(link),
      report: (status) => this.#show(status),
      tellPeople: (id, people, said) => this.#watchers.take(id, people, said),
    })
  }

  getStatus = (): ConnectionStatus => this.#told

  subscribe = (listener: () => void): (() => void) => this.#listeners.add(listener)

  start(): void {
    if (this.#isStarted) return
    this.#isStarted = true
    this.#stopWatching = this.#wakeSignals.subscribe((signal) => {
      this.#host.post({ type: 'signal', signal })
      if (signal === 'page_shown') this.checkNow()
    })
    this.#show(plainStatus({ status: 'connecting', reason: 'starting' }))
    this.#host.start()
  }

  stop(): void {
    this.#isStarted = false
    this.#stopWatching?.()
    this.#host.stop()
    this.#show(notStarted)
  }

  checkNow(): void {
    this.#host.check()
  }

  liveInfoChanged(info: LiveInfo): void {
    this.#host.post({ type: 'live_info', info })
  }

  join(channel: string, consumer: JoinedConsumer): FeedMembership {
    return this.#channels.join(channel, consumer)
  }

  isLive(channel: string): boolean {
    return this.isConnected() && this.#channels.isSubscribed(channel)
  }

  isConnected(): boolean {
    return this.#status.status === 'live' || this.#status.status === 'delayed'
  }

  hasten(): void {
    this.#link?.hasten()
  }

  noteRefresh(): void {
    if (!this.isConnected()) this.#show({ ...this.#status, lastUpdateAt: this.#clock.now() })
  }

  publish(channel: string, data: unknown): Promise<void> {
    return this.#request({ method: 'publish', channel, data })
  }

  presence(channel: string): Promise<readonly ClientInfo[]> {
    return this.#request({ method: 'presence', channel })
  }

  history(channel: string, options: HistoryOptions = {}): Promise<History> {
    return this.#request({ method: 'history', channel, options })
  }

  here(channel: string, changed: (said?: unknown) => void): Here {
    return this.#watchers.watch(channel, changed)
  }

  async #request<R extends ChannelRequest>(request: R): Promise<ChannelAnswers[R['method']]> {
    if (!this.#link) throw new RealtimeError(realtimeCodes.notConnected, 'not connected')
    return this.#link.request(request)
  }

  #serveBy(link: Link): void {
    this.#link = link
    this.#channels.moveTo(link)
    this.#watchers.watchAgain()
  }

  /** A refresh by hand makes the screen newer than the last word from the server. */
  #show(status: ConnectionStatus): void {
    const lastUpdateAt = Math.max(status.lastUpdateAt ?? 0, this.#status.lastUpdateAt ?? 0) || null
    this.#status = { ...status, lastUpdateAt }
    this.#noteLag()
    this.#tell()
  }

  #noteLag(): void {
    this.#lag.note(this.#channels.isBehind, this.isConnected())
  }

  #tell(): void {
    this.#told = lagging(this.#status, this.#lag.presentness)
    this.#listeners.tell()
  }
}

const notStarted = plainStatus({ status: 'off', reason: 'not_started' })
