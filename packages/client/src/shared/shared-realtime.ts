/**
 * The realtime connection of a tab that shares one with the others: the same as a `Realtime` of its own, but a
 * worker holds it. Where there is no worker, or none that answers, a host in this tab does. When the worker is lost
 * another is found, and every channel goes on from where it stands here.
 */
import type { LiveInfo } from '@copydesk/contract'
import type { FeedConsumer, FeedMembership } from '../realtime/channel-feed.ts'
import { type Cancel, type Clock, systemClock } from '../realtime/clock.ts'
import type { RealtimeConnection } from '../realtime/connection.ts'
import { type ConnectionStatus, plainStatus } from '../realtime/connection-status.ts'
import type { Here, Present } from '../realtime/here.ts'
import { SharedChannels, throwLater } from '../realtime/shared-channels.ts'
import { createWakeSignals, type WakeSignals } from '../realtime/wake-signals.ts'
import { Line } from './line.ts'
import { createLocks, type Locks, tabLockName } from './locks.ts'
import type { Port, ToTab } from './messages.ts'
import { nextSubscriptionId, PortLink } from './port-link.ts'
import { WorkerDoor, type WorkerLike } from './worker-door.ts'

export interface SharedRealtimeOptions {
  /**
   * Starts or finds the worker of this name; leave it out where there is no `SharedWorker`. Bundlers want to see
   * `new SharedWorker(new URL('./worker.ts', import.meta.url), { type: 'module', name })` written out.
   */
  openWorker?: ((name: string) => WorkerLike) | undefined
  /** Holds the connection in this tab: `serveInTab` of `@copydesk/client/realtime-worker`, loaded when needed. */
  openInTab: () => Promise<Port>
  /** Tabs that name the same share one connection, so whoever is signed in should be part of it. */
  name: string
  wakeSignals?: WakeSignals
  clock?: Clock
  /** Null where there are none; the browser's when absent. */
  locks?: Locks | null
  /** Receives what consumers throw; rethrown as uncaught when absent. */
  onError?: (error: unknown) => void
}

interface Watcher {
  channel: string
  people: readonly Present[]
  changed: () => void
}

/** How long to wait when not even a host in this tab could be loaded. */
const againMs = 5_000
/** A worker that is gone sooner than this is not asked for again at once. */
const shortLifeMs = 2_000

export class SharedRealtime implements RealtimeConnection {
  readonly #options: SharedRealtimeOptions
  readonly #clock: Clock
  readonly #wakeSignals: WakeSignals
  readonly #locks: Locks | null
  readonly #door: WorkerDoor
  readonly #channels: SharedChannels
  readonly #watchers = new Map<number, Watcher>()
  readonly #listeners = new Set<() => void>()
  #line: Line | null = null
  #link: PortLink | null = null
  #isStarted = false
  #status: ConnectionStatus = notStarted
  #stopWatching: (() => void) | null = null
  #cancelAgain: Cancel = () => {}

  constructor(options: SharedRealtimeOptions) {
    this.#options = options
    this.#clock = options.clock ?? systemClock
    this.#wakeSignals = options.wakeSignals ?? createWakeSignals()
    this.#locks = options.locks === undefined ? createLocks() : options.locks
    this.#door = new WorkerDoor(options.name, options.openWorker)
    this.#channels = new SharedChannels(options.onError ?? throwLater)
  }

  getStatus = (): ConnectionStatus => this.#status

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

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
    this.#line?.close()
    this.#line = null
    this.#show(notStarted)
  }

  checkNow(): void {
    this.#line?.check()
  }

  liveInfoChanged(info: LiveInfo): void {
    this.#line?.post({ type: 'live_info', info })
  }

  join(channel: string, consumer: FeedConsumer): FeedMembership {
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

  async #open(): Promise<void> {
    let line: Line | null = null
    const scriptFailed = () => {
      if (!line || line.isWelcome) return
      this.#door.giveUp()
      line.end()
    }
    const port = this.#door.open(scriptFailed) ?? (await this.#openInTab())
    if (!this.#isStarted || this.#line) port?.close()
    else if (port) line = this.#attach(port)
    else {
      this.#show(plainStatus({ status: 'reconnecting', reason: 'server_unreachable' }))
      this.#openLater()
    }
  }

  #openLater(): void {
    this.#cancelAgain = this.#clock.after(againMs, () => void this.#open())
  }

  /** What is to be loaded for it may not be there without a network. */
  #openInTab(): Promise<Port | null> {
    return this.#options.openInTab().catch(() => null)
  }

  #attach(port: Port): Line {
    const openedAt = this.#clock.now()
    const line = new Line({
      port,
      clock: this.#clock,
      locks: this.#locks,
      lockName: tabLockName(this.#options.name),
      hello: {
        type: 'hello',
        isOnline: this.#wakeSignals.isOnline(),
        isHidden: this.#wakeSignals.isHidden(),
      },
      received: (message) => this.#take(message),
      ended: () => this.#lost(line, this.#clock.now() - openedAt),
    })
    this.#line = line
    this.#link = new PortLink((message) => line.post(message))
    this.#channels.moveTo(this.#link)
    for (const [id, { channel }] of this.#watchers) line.post({ type: 'watch', id, channel })
    return line
  }

  #lost(line: Line, livedMs: number): void {
    this.#line = null
    if (!line.isWelcome) {
      this.#door.noAnswer()
      return void this.#open()
    }
    this.#show(plainStatus({ status: 'reconnecting', reason: 'connection_lost' }))
    // One that crashes as soon as it runs must not be started over and over.
    if (livedMs < shortLifeMs) this.#openLater()
    else void this.#open()
  }

  #take(message: ToTab): void {
    if (message.type === 'status') this.#show(message.status)
    else if (message.type === 'people') this.#tellPeople(message.id, message.people)
    else if ('id' in message) this.#link?.take(message)
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
    for (const listener of [...this.#listeners]) listener()
  }
}

const notStarted = plainStatus({ status: 'off', reason: 'not_started' })
