/**
 * Finds what holds a tab's connection: the worker, a host in this tab where there is no worker or none that answers,
 * and where even that throws, asking for changes until one runs. When the host is lost another is found.
 *
 *   worker ── no answer ──▶ host in this tab ── throws, no answer ──▶ polling ── later ──▶ from the beginning
 *     └────── lost ──▶ from the beginning ◀── lost ──┘
 */
import { backoffMs, type Cancel, type Clock } from '../realtime/clock.ts'
import { type ConnectionStatus, plainStatus } from '../realtime/connection-status.ts'
import type { Present } from '../realtime/here.ts'
import type { Link } from '../realtime/link.ts'
import type { WakeSignals } from '../realtime/wake-signals.ts'
import { Line } from './line.ts'
import { type Locks, tabLockName } from './locks.ts'
import type { Port, ToTab, ToWorker } from './messages.ts'
import { PlainPolling, type PollingSource } from './plain-polling.ts'
import { PortLink } from './port-link.ts'
import type { SharedRealtimeOptions } from './shared-realtime-options.ts'
import { WorkerDoor } from './worker-door.ts'

export interface HostFinderOptions
  extends Pick<SharedRealtimeOptions, 'openWorker' | 'openInTab' | 'polling' | 'name'> {
  clock: Clock
  /** Numbers from 0 to below 1, for jitter. */
  random: () => number
  locks: Locks | null
  wakeSignals: WakeSignals
  /** This link serves from now on. */
  serve: (link: Link) => void
  /** How the connection stands, in the words of the host or, where there is none, of this tab. */
  report: (status: ConnectionStatus) => void
  /** Who is in a presence channel that the host watches. */
  tellPeople: (id: number, people: readonly Present[], said?: unknown) => void
}

/** The first and the longest wait when not even a host in this tab runs. */
const againMs = { min: 2_000, max: 60_000 }
/** A worker that is gone sooner than the first is asked for again only after the second. */
const shortLifeMs = 2_000
const afterShortLifeMs = 5_000

export class HostFinder {
  readonly #options: HostFinderOptions
  readonly #door: WorkerDoor
  readonly #polling: PlainPolling | null
  #isStarted = false
  #line: Line | null = null
  /** Searches in a row that found nothing to hold a connection. */
  #setbacks = 0
  /** Fails what was asked over the present line: no answer comes any more. */
  #endQuestions: () => void = () => {}
  #cancelAgain: Cancel = () => {}

  constructor(options: HostFinderOptions) {
    this.#options = options
    this.#door = new WorkerDoor(options.name, options.openWorker)
    this.#polling = options.polling ? this.#createPolling(options.polling) : null
  }

  start(): void {
    this.#isStarted = true
    void this.#open()
  }

  stop(): void {
    this.#isStarted = false
    this.#cancelAgain()
    this.#polling?.stop()
    this.#line?.close()
    this.#line = null
    this.#endQuestions()
  }

  /** To the present host; lost where there is none. */
  post(message: ToWorker): void {
    this.#line?.post(message)
  }

  /** Asks the host whether it is there, and the server for what is new. */
  check(): void {
    this.#line?.check()
    if (this.#polling?.isStarted) this.#polling.link.hasten()
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
    const { report, serve, random } = this.#options
    if (!this.#polling) report(plainStatus({ status: 'reconnecting', reason: 'server_unreachable' }))
    else if (!this.#polling.isStarted) {
      serve(this.#polling.link)
      this.#polling.start(cause)
    }
    this.#openLater(backoffMs(this.#setbacks, againMs.min, againMs.max, random))
    this.#setbacks += 1
  }

  #openLater(delayMs: number): void {
    this.#cancelAgain = this.#options.clock.after(delayMs, () => void this.#open())
  }

  #createPolling(source: PollingSource): PlainPolling {
    const { clock, random, wakeSignals, report } = this.#options
    return new PlainPolling({ source, clock, random, isHidden: wakeSignals.isHidden, report })
  }

  #attach(port: Port, isShared: boolean): Line {
    const { clock, locks, name, wakeSignals } = this.#options
    const openedAt = clock.now()
    let cause = 'nothing answered'
    const line: Line = new Line({
      port,
      clock,
      locks,
      lockName: tabLockName(name),
      hello: { type: 'hello', isOnline: wakeSignals.isOnline(), isHidden: wakeSignals.isHidden() },
      received: (message) => this.#take(message, link),
      failed: (thrown) => {
        cause = thrown
        if (isShared) this.#door.giveUp()
      },
      ended: () => {
        link.end()
        this.#lost(line, isShared, cause, clock.now() - openedAt)
      },
    })
    const link = new PortLink((message) => line.post(message))
    this.#line = line
    this.#endQuestions = () => link.end()
    // While changes are asked for, that goes on until the host proves that it is there.
    if (!this.#polling?.isStarted) this.#options.serve(link)
    return line
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
    this.#options.report(plainStatus({ status: 'reconnecting', reason: 'connection_lost' }))
    // One that crashes as soon as it runs must not be started over and over.
    if (livedMs < shortLifeMs) this.#openLater(afterShortLifeMs)
    else void this.#open()
  }

  #take(message: ToTab, link: PortLink): void {
    if (message.type === 'status') {
      if (this.#polling?.isStarted) {
        // The first word of a host that came while changes were asked for.
        this.#polling.stop()
        this.#options.serve(link)
      }
      this.#setbacks = 0
      this.#options.report(message.status)
    } else if (message.type === 'people') {
      this.#options.tellPeople(message.id, message.people, message.said)
    } else if (message.type === 'answer' || message.type === 'refusal') link.takeAnswer(message)
    else if ('id' in message) link.take(message)
  }
}
