/**
 * A tab's line to the worker (or to the host in the tab itself): one port, from the first word until either side is
 * gone. Finds out when the worker is gone, by its lock or by its silence. Opens nothing by itself.
 */
import type { Cancel, Clock } from '../realtime/clock.ts'
import type { Locks } from './locks.ts'
import type { Port, ToTab, ToWorker } from './messages.ts'
import { type Pulse, watchPulse } from './pulse.ts'

export interface LineOptions {
  port: Port
  clock: Clock
  locks: Locks | null
  /** Names this tab's lock; no two may be alike. */
  lockName: string
  hello: Extract<ToWorker, { type: 'hello' }>
  /** Everything that does not concern the line itself. */
  received: (message: ToTab) => void
  /** The worker answered nothing at first, or is gone. Called once, and not after `close`. */
  ended: () => void
  /** No connection can be held there; `ended` follows. */
  failed: (cause: string) => void
}

/** How long a worker may take to load and answer; and to answer when it is asked. */
export const welcomeMs = 10_000
const answerMs = 5_000

export class Line {
  readonly #options: LineOptions
  readonly #pulse: Pulse
  readonly #closed = new AbortController()
  #release: (() => void) | null = null
  #cancelWait: Cancel
  #isWelcome = false

  constructor(options: LineOptions) {
    this.#options = options
    options.port.onmessage = (event) => this.#take(event.data as ToTab)
    this.#pulse = watchPulse(options.clock, () => this.end())
    this.#cancelWait = options.clock.after(welcomeMs, () => this.end())
    this.post(options.hello)
    void this.#holdLock()
  }

  /** The worker answered. */
  get isWelcome(): boolean {
    return this.#isWelcome
  }

  post(message: ToWorker): void {
    if (!this.#closed.signal.aborted) this.#options.port.postMessage(message)
  }

  /** Asks the worker whether it is there; the worker then asks the server. */
  check(): void {
    this.post({ type: 'check' })
    if (!this.#isWelcome) return
    this.#cancelWait()
    this.#cancelWait = this.#options.clock.after(answerMs, () => this.end())
  }

  /** The line is of no use any more. */
  end(): void {
    if (this.#closed.signal.aborted) return
    this.close()
    this.#options.ended()
  }

  /** Tells the worker that this tab leaves, and closes the line. */
  close(): void {
    this.post({ type: 'bye' })
    this.#closed.abort()
    this.#pulse.stop()
    this.#cancelWait()
    this.#release?.()
    this.#options.port.onmessage = null
    this.#options.port.close()
  }

  #take(message: ToTab): void {
    this.#pulse.heard()
    if (message.type === 'welcome') this.#isWelcome = true
    if (this.#isWelcome) this.#cancelWait()
    if (message.type === 'pulse') this.post({ type: 'pulse' })
    else if (message.type === 'holding') this.#watchLock(message.lock)
    else if (message.type === 'gone') this.end()
    else if (message.type === 'failed') {
      this.#options.failed(message.cause)
      this.end()
    } else this.#options.received(message)
  }

  async #holdLock(): Promise<void> {
    // Where locks are refused, as in sandboxed views, the pulse has to do.
    const release = await this.#options.locks?.hold(this.#options.lockName).catch(() => null)
    if (!release) return
    this.#release = release
    if (this.#closed.signal.aborted) release()
    else this.post({ type: 'holding', lock: this.#options.lockName })
  }

  #watchLock(lock: string): void {
    this.#options.locks?.whenFree(lock, this.#closed.signal).then(
      () => this.end(),
      () => {},
    )
  }
}
