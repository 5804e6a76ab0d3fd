/**
 * Holds one connection for all tabs of a browser: runs in the worker, or in a tab that has to do without. Notices
 * tabs that are gone, and lets the connection go when none is left. Decides nothing about the connection itself.
 */
import type { Cancel, Clock } from '../realtime/clock.ts'
import type { RealtimeConnection } from '../realtime/connection.ts'
import type { Locks } from './locks.ts'
import type { Port, ToTab, ToWorker } from './messages.ts'
import { type Pulse, watchPulse } from './pulse.ts'
import { SharedHere } from './shared-here.ts'
import { TabSession } from './tab-session.ts'
import type { TabSignals } from './tab-signals.ts'

export interface HostOptions {
  realtime: RealtimeConnection
  signals: TabSignals
  clock: Clock
  /** Null where there are none: then the pulse has to do. */
  locks: Locks | null
  /** Names this host's own lock; no two may be alike. */
  name: string
}

/** How long the connection is kept for nobody, as a page that is loaded anew is back in a moment. */
export const idleMs = 2_000

interface Tab {
  port: Port
  session: TabSession
  pulse: Pulse
  gone: AbortController
  /** Its lock tells when it is gone, so its silence says nothing. */
  holdsLock: boolean
}

export class Host {
  readonly #options: HostOptions
  readonly #here: SharedHere
  readonly #tabs = new Set<Tab>()
  #cancelIdle: Cancel | null = null
  #lock: string | null = null

  constructor(options: HostOptions) {
    this.#options = options
    this.#here = new SharedHere(options.realtime)
    options.realtime.subscribe(() => {
      for (const tab of this.#tabs) this.#tellStatus(tab)
    })
    void this.#holdLock()
  }

  /** A tab connects. */
  accept(port: Port): void {
    const { realtime, clock } = this.#options
    const tab: Tab = {
      port,
      session: new TabSession({ realtime, here: this.#here, post: (message) => post(port, message) }),
      pulse: watchPulse(
        clock,
        () => this.#fellSilent(tab),
        () => post(port, { type: 'pulse' }),
      ),
      gone: new AbortController(),
      holdsLock: false,
    }
    this.#tabs.add(tab)
    port.onmessage = (event) => this.#take(tab, event.data as ToWorker)
  }

  /** Takes leave of everybody and lets the connection go. */
  end(): void {
    for (const tab of [...this.#tabs]) this.#remove(tab)
    this.#cancelIdle?.()
    this.#options.realtime.stop()
  }

  #take(tab: Tab, message: ToWorker): void {
    if (!this.#tabs.has(tab)) return
    tab.pulse.heard()
    switch (message.type) {
      case 'hello':
        this.#welcome(tab, message.isOnline, message.isHidden)
        break
      case 'holding':
        this.#watchLock(tab, message.lock)
        break
      case 'pulse':
        break
      case 'signal':
        this.#options.signals.signal(tab, message.signal)
        break
      case 'bye':
        this.#remove(tab)
        break
      case 'check':
        post(tab.port, { type: 'pulse' })
        tab.session.carryOut(message)
        break
      default:
        tab.session.carryOut(message)
    }
  }

  #welcome(tab: Tab, isOnline: boolean, isHidden: boolean): void {
    this.#cancelIdle?.()
    this.#cancelIdle = null
    this.#options.signals.arrived(tab, isOnline, isHidden)
    try {
      this.#options.realtime.start()
    } catch (error) {
      post(tab.port, failedBecause(error))
      throw error
    }
    post(tab.port, { type: 'welcome' })
    this.#tellStatus(tab)
    if (this.#lock) post(tab.port, { type: 'holding', lock: this.#lock })
  }

  #tellStatus(tab: Tab): void {
    post(tab.port, { type: 'status', status: this.#options.realtime.getStatus() })
  }

  async #holdLock(): Promise<void> {
    const { locks, name } = this.#options
    if (!locks) return
    const isHeld = await locks.hold(name).then(
      () => true,
      () => false,
    )
    if (!isHeld) return
    this.#lock = name
    for (const tab of this.#tabs) post(tab.port, { type: 'holding', lock: name })
  }

  #watchLock(tab: Tab, lock: string): void {
    tab.holdsLock = true
    this.#options.locks?.whenFree(lock, tab.gone.signal).then(
      () => this.#remove(tab),
      () => {},
    )
  }

  /** A tab that the browser froze falls silent too; it is told so that it comes anew when it wakes. */
  #fellSilent(tab: Tab): void {
    if (tab.holdsLock) return
    post(tab.port, { type: 'gone' })
    this.#remove(tab)
  }

  #remove(tab: Tab): void {
    if (!this.#tabs.delete(tab)) return
    tab.gone.abort()
    tab.pulse.stop()
    tab.session.end()
    const { signals, clock, realtime } = this.#options
    signals.left(tab)
    if (this.#tabs.size === 0) this.#cancelIdle = clock.after(idleMs, () => realtime.stop())
  }
}

/** Tells a tab that it has to do without this host. */
export function failedBecause(error: unknown): ToTab {
  return { type: 'failed', cause: error instanceof Error ? error.message : String(error) }
}

function post(port: Port, message: ToTab): void {
  port.postMessage(message)
}
