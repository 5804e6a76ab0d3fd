/**
 * The last resort of a tab: neither a worker nor a host in the tab itself can hold a connection here, so the tab asks
 * for changes every few seconds by itself, and says why. Uses as little of the platform as it can.
 */
import type { LiveInfo } from '@copydesk/contract'
import type { AskChanges } from '../realtime/changes.ts'
import { type Cancel, type Clock, fullJitterMs } from '../realtime/clock.ts'
import { type ConnectionStatus, plainStatus, pollingBecause } from '../realtime/connection-status.ts'
import type { Link, LinkEvent } from '../realtime/link.ts'
import { PollLink } from '../realtime/poll-link.ts'

/** What is asked, and where from. */
export interface PollingSource {
  /** Asks for the changes of a channel. */
  changes: AskChanges
  /** What the server has switched on. */
  liveInfo: () => Promise<LiveInfo>
}

export interface PlainPollingOptions {
  source: PollingSource
  clock: Clock
  random: () => number
  isHidden: () => boolean
  /** Told whenever the status changed. */
  report: (status: ConnectionStatus) => void
}

const everyMs = 5_000
const replyTimeoutMs = 10_000
/** After a failure the first try waits up to twice the first, no wait exceeds the second. */
const retryMs = { base: 1_000, max: 30_000 }
/** How often to ask whether polling was switched on, or somebody signed in. */
const askAgainMs = 30_000

export class PlainPolling {
  readonly link: Link
  readonly #options: PlainPollingOptions
  readonly #polls: PollLink
  /** Why there is no connection, in the words of the exception. */
  #cause = ''
  #isStarted = false
  #failures = 0
  #lastUpdateAt: number | null = null
  #cancelRetry: Cancel = () => {}

  constructor(options: PlainPollingOptions) {
    const { source, clock, random, isHidden } = options
    this.#options = options
    this.#polls = new PollLink({
      ask: source.changes,
      ping: source.liveInfo,
      clock,
      random,
      everyMs,
      isHidden,
      replyTimeoutMs,
      report: (event) => this.#take(event),
      heard: () => this.#heard(),
    })
    this.link = this.#polls
  }

  get isStarted(): boolean {
    return this.#isStarted
  }

  /** Begins, or goes on; `cause` is what keeps a connection from being held. */
  start(cause: unknown): void {
    this.#cause = cause instanceof Error ? cause.message : String(cause)
    if (this.#isStarted) return
    this.#isStarted = true
    void this.#connect()
  }

  stop(): void {
    this.#isStarted = false
    this.#cancelRetry()
    this.#polls.disconnect()
  }

  async #connect(): Promise<void> {
    try {
      const { transports, reason } = await this.#options.source.liveInfo()
      if (!this.#isStarted) return
      if (transports.includes('poll')) return this.#polls.connect()
      const off = plainStatus({ status: 'off', reason: 'switched_off' })
      this.#show({ ...off, ...(reason ? { words: reason } : {}) })
      this.#connectLater(askAgainMs)
    } catch {
      if (this.#isStarted) this.#take({ type: 'attempt_failed', trouble: 'server_unreachable' })
    }
  }

  #connectLater(delayMs: number): void {
    this.#cancelRetry()
    this.#cancelRetry = this.#options.clock.after(delayMs, () => void this.#connect())
  }

  #take(event: LinkEvent): void {
    if (!this.#isStarted) return
    if (event.type === 'connected') {
      this.#failures = 0
      this.#heard()
    } else if (event.type === 'refused') {
      this.#show(plainStatus({ status: 'off', reason: 'signed_out' }))
      this.#connectLater(askAgainMs)
    } else {
      this.#failures += 1
      this.#show(plainStatus({ status: 'reconnecting', reason: 'server_unreachable' }))
      this.#connectLater(fullJitterMs(this.#failures - 1, retryMs.base, retryMs.max, this.#options.random))
    }
  }

  #heard(): void {
    if (!this.#isStarted) return
    this.#lastUpdateAt = this.#options.clock.now()
    this.#show(pollingBecause(this.#cause))
  }

  #show(status: ConnectionStatus): void {
    this.#options.report({ ...status, lastUpdateAt: this.#lastUpdateAt })
  }
}
