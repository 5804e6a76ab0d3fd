/**
 * The realtime connection of a tab that shares one with the others: the same as a `Realtime` of its own, but a
 * worker holds it. Where there is no worker, or none that answers, a host in this tab does; where even that throws,
 * this tab asks for changes by itself until one runs. When the worker is lost another is found, and every channel goes
 * on from where it stands here.
 */
import type { LiveInfo } from '@copydesk/contract'
import type { FeedMembership } from '../realtime/channel-feed.ts'
import { backoffMs, type Cancel, type Clock, systemClock } from '../realtime/clock.ts'
import type { RealtimeConnection } from '../realtime/connection.ts'
import { type ConnectionStatus, lagging, plainStatus } from '../realtime/connection-status.ts'
import type { Here, Present } from '../realtime/here.ts'
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
import { Line } from './line.ts'
import { createLocks, type Locks, tabLockName } from './locks.ts'
import type { Port, ToTab } from './messages.ts'
import { PlainPolling, type PollingSource } from './plain-polling.ts'
import { nextSubscriptionId, PortLink } from './port-link.ts'
import { WorkerDoor, type WorkerLike } from './worker-door.ts'

export interface SharedRealtimeOptions {
  /**
   * Starts or finds the worker of this name; leave it out where there is no `SharedWorker`. Bundlers want to see
   * `new SharedWorker(new URL('../shared/worker.ts', import.meta.url), { type: 'module', name })` written out.
   */
  openWorker?: ((name: string) => WorkerLike) | undefined
  /** Holds the connection in this tab: `serveInTab` of `@copydesk/client/realtime-worker`, loaded when needed. */
  openInTab: () => Promise<Port>
  /** For the last resort, where no connection can be held; without it the tab waits until one can. */
  polling?: PollingSource
  /** Tabs that name the same share one connection, so whoever is signed in should be part of it. */
  name: string
  wakeSignals?: WakeSignals
  clock?: Clock
  /** Null where there are none; the browser's when absent. */
  locks?: Locks | null
  /** Numbers from 0 to below 1, for jitter. */
  random?: () => number
  /** Receives what consumers and listeners throw; the console does when absent. */
  onError?: (error: unknown) => void
}

interface Watcher {
  channel: string
  people: readonly Present[]
  changed: () => void
}

/** The first and the longest wait when not even a host in this tab runs. */
const againMs = { min: 2_000, max: 60_000 }
/** A worker that is gone sooner than the first is asked for again only after the second. */
const shortLifeMs = 2_000
const afterShortLifeMs = 5_000

export class SharedRealtime implements RealtimeConnection {
  readonly #options: SharedRealtimeOptions
  readonly #clock: Clock
  readonly #wakeSignals: WakeSignals
  readonly #locks: Locks | null
  readonly #door: WorkerDoor
  readonly #channels: SharedChannels
  readonly #lag: Lag
  readonly #polling: PlainPolling | null
  readonly #watchers = new Map<number, Watcher>()
  readonly #listeners: Listeners
  #line: Line | null = null
  #link: Link | null = null
  /** In a row: nothing came to hold a connection. */
  #setbacks = 0
  #isStarted = false
  /** As the host says it, and as it is for the channels of this tab. */
  #status: ConnectionStatus = notStarted
  #told: ConnectionStatus = notStarted
  /** Nothing that was asked over the present line is answered any more. */
  #endQuestions: () => void = () => {}
  #stopWatching: (() => void) | null = null
  #cancelAgain: Cancel = () => {}

  constructor(options: SharedRealtimeOptions) {
    this.#options = options
    this.#clock = options.clock ?? systemClock
    this.#wakeSignals = options.wakeSignals ?? createWakeSignals()
    this.#locks = options.locks === undefined ? createLocks() : options.locks
    this.#door = new WorkerDoor(options.name, options.openWorker)
    const onError = options.onError ?? reportToConsole
    this.#listeners = new Listeners(onError)
    this.#lag = new Lag(this.#clock, () => this.#tell())
    this.#channels = new SharedChannels({
      clock: this.#clock,
      random: options.random ?? Math.random,
      onError,
      changed: () => this.#noteLag(),
    })
    this.#polling = options.polling ? this.#createPolling(options.polling) : null
  }

  getStatus = (): ConnectionStatus => this.#told

  subscribe = (listener: () => void): (() => void) => this.#listeners.add(listener)

  start(): void {
    if (this.#isStarted) return
    this.#isStarted = true
    this.#stopWatching = this.#wakeSignals.subscribe((signal) => {
      this.#line?.post({ type: 'signal', signal })
      if (signal === 'page_shown') this.checkNow()
    })
    this.#show(plainStatus({ status: 'connecting', reason: 'starting' }))
    void this.#open()
  }

  stop(): void {
    this.#isStarted = false
    this.#stopWatching?.()
    this.#cancelAgain()
    this.#polling?.stop()
    this.#line?.close()
    this.#line = null
    this.#endQuestions()
    this.#show(notStarted)
  }

  checkNow(): void {
    this.#line?.check()
    if (this.#polling?.isStarted) this.#polling.link.hasten()
  }

  liveInfoChanged(info: LiveInfo): void {
    this.#line?.post({ type: 'live_info', info })
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

  here(channel: string, changed: () => void): Here {
    const id = nextSubscriptionId()
    const watcher: Watcher = { channel, people: [], changed }
    this.#watchers.set(id, watcher)
    this.#line?.post({ type: 'watch', id, channel })
    return {
      getPeople: () => watcher.people,
      close: () => {
        if (this.#watchers.delete(id)) this.#line?.post({ type: 'unwatch', id })
      },
    }
  }

  async #request<R extends ChannelRequest>(request: R): Promise<ChannelAnswers[R['method']]> {
    if (!this.#link) throw new RealtimeError(realtimeCodes.notConnected, 'not connected')
    return this.#link.request(request)
  }

  async #open(): Promise<void> {
    try {
      let line: Line | null = null
      const scriptFailed = () => {
        if (!line || line.isWelcome) return
        this.#door.giveUp()
        line.end()
      }
      const shared = this.#door.open(scriptFailed)
      const port = shared ?? (await this.#options.openInTab())
      if (!this.#isStarted || this.#line) port.close()
      else line = this.#attach(port, shared !== null)
    } catch (error) {
      // What is to be loaded may not be there without a network, or it threw as it began.
      this.#unheld(error)
    }
  }

  /** Nothing holds a connection: asks for changes meanwhile, and tries again later. */
  #unheld(cause: unknown): void {
    if (!this.#isStarted || this.#line) return
    if (!this.#polling) this.#show(plainStatus({ status: 'reconnecting', reason: 'server_unreachable' }))
    else if (!this.#polling.isStarted) {
      this.#serveBy(this.#polling.link)
      this.#polling.start(cause)
    }
    const { random = Math.random } = this.#options
    this.#openLater(backoffMs(this.#setbacks, againMs.min, againMs.max, random))
    this.#setbacks += 1
  }

  #openLater(delayMs: number): void {
    this.#cancelAgain = this.#clock.after(delayMs, () => void this.#open())
  }

  #createPolling(source: PollingSource): PlainPolling {
    return new PlainPolling({
      source,
      clock: this.#clock,
      random: this.#options.random ?? Math.random,
      isHidden: this.#wakeSignals.isHidden,
      report: (status) => this.#show(status),
    })
  }

  #attach(port: Port, isShared: boolean): Line {
    const openedAt = this.#clock.now()
    let cause = 'nothing answered'
    const line: Line = new Line({
      port,
      clock: this.#clock,
      locks: this.#locks,
      lockName: tabLockName(this.#options.name),
      hello: {
        type: 'hello',
        isOnline: this.#wakeSignals.isOnline(),
        isHidden: this.#wakeSignals.isHidden(),
      },
      received: (message) => this.#take(message, line, link),
      failed: (thrown) => {
        cause = thrown
        if (isShared) this.#door.giveUp()
      },
      ended: () => {
        link.end()
        this.#lost(line, isShared, cause, this.#clock.now() - openedAt)
      },
    })
    const link = new PortLink((message) => line.post(message))
    this.#line = line
    this.#endQuestions = () => link.end()
    // While changes are asked for, that goes on until the host proves that it is there.
    if (!this.#polling?.isStarted) this.#serveOver(line, link)
    return line
  }

  #serveOver(line: Line, link: PortLink): void {
    this.#polling?.stop()
    this.#serveBy(link)
    for (const [id, { channel }] of this.#watchers) line.post({ type: 'watch', id, channel })
  }

  #serveBy(link: Link): void {
    this.#link = link
    this.#channels.moveTo(link)
  }

  #lost(line: Line, isShared: boolean, cause: string, livedMs: number): void {
    this.#line = null
    if (!line.isWelcome) {
      if (isShared) {
        this.#door.noAnswer()
        void this.#open()
      } else this.#unheld(new Error(cause))
      return
    }
    this.#show(plainStatus({ status: 'reconnecting', reason: 'connection_lost' }))
    // One that crashes as soon as it runs must not be started over and over.
    if (livedMs < shortLifeMs) this.#openLater(afterShortLifeMs)
    else void this.#open()
  }

  #take(message: ToTab, line: Line, link: PortLink): void {
    if (message.type === 'status') {
      // The first word of a host that came while changes were asked for.
      if (this.#polling?.isStarted) this.#serveOver(line, link)
      this.#setbacks = 0
      this.#show(message.status)
    } else if (message.type === 'people') this.#tellPeople(message.id, message.people)
    else if (message.type === 'answer' || message.type === 'refusal') link.takeAnswer(message)
    else if ('id' in message) link.take(message)
  }

  #tellPeople(id: number, people: readonly Present[]): void {
    const watcher = this.#watchers.get(id)
    if (!watcher) return
    watcher.people = people
    watcher.changed()
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
