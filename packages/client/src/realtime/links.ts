/**
 * The link that serves and, while a better one is tried, the link beside it. Makes and closes them as it is told
 * and takes the channels along when one takes over from the other. Decides nothing.
 */
import type { ConnectionEvent } from './connection-state.ts'
import type { Rung } from './ladder.ts'
import type { Link, LinkEvent } from './link.ts'
import { RealtimeError, realtimeCodes } from './realtime-error.ts'
import type { Movable } from './shared-channels.ts'

export interface LinksOptions {
  create(rung: Rung, report: (event: LinkEvent) => void): Link
  /** Told once a link begins to serve, so that everything subscribed moves to it. */
  serve: Movable
  report: (event: ConnectionEvent) => void
}

interface Held {
  rung: Rung
  link: Link
  isConnected: boolean
}

/** The links that should be open. */
export interface WantedLinks {
  rung: Rung | null
  connect: boolean
  trial: Rung | null
}

export class Links {
  readonly #options: LinksOptions
  #main: Held | null = null
  #trial: Held | null = null

  constructor(options: LinksOptions) {
    this.#options = options
  }

  get main(): Link | null {
    return this.#main?.link ?? null
  }

  /** Opens and closes links until those that should be open are. */
  hold({ rung, connect, trial }: WantedLinks): void {
    if (rung && this.#main?.rung !== rung) this.#replaceMain(rung)
    if (this.#trial && this.#trial.rung !== trial) {
      this.#trial.link.disconnect()
      this.#trial = null
    }
    if (this.#main) connectIf(this.#main, connect)
    if (trial && !this.#trial) {
      this.#trial = this.#open(trial)
      connectIf(this.#trial, true)
    }
  }

  /** A trial that worked takes over; otherwise a link is made anew. */
  #replaceMain(rung: Rung): void {
    if (this.#main) connectIf(this.#main, false)
    const isTrial = this.#trial?.rung === rung
    this.#main = isTrial && this.#trial ? this.#trial : this.#open(rung)
    if (isTrial) this.#trial = null
    this.#options.serve.moveTo(this.#main.link)
  }

  #open(rung: Rung): Held {
    const report = (event: LinkEvent) => this.#reported(held, event)
    const held: Held = { rung, link: this.#create(rung, report), isConnected: false }
    return held
  }

  #create(rung: Rung, report: (event: LinkEvent) => void): Link {
    try {
      return this.#options.create(rung, report)
    } catch {
      return createDeadLink(report)
    }
  }

  #reported(held: Held, event: LinkEvent): void {
    if (held === this.#main) this.#options.report(event)
    if (held !== this.#trial) return
    this.#options.report({ type: event.type === 'connected' ? 'trial_connected' : 'trial_failed' })
  }
}

/** A transport that this platform throws at fails every try, so that another one is taken. */
function createDeadLink(report: (event: LinkEvent) => void): Link {
  return {
    connect: () => queueMicrotask(() => report({ type: 'attempt_failed', trouble: 'no_connection' })),
    disconnect() {},
    probe: () => Promise.reject(new Error('not available here')),
    hasten() {},
    request: () => Promise.reject(new RealtimeError(realtimeCodes.notAvailable, 'not available here')),
    subscribe: () => ({
      isSubscribed: () => false,
      presence: () => Promise.reject(new Error('not available here')),
      remove() {},
    }),
  }
}

function connectIf(held: Held, connect: boolean): void {
  if (held.isConnected === connect) return
  held.isConnected = connect
  if (connect) held.link.connect()
  else held.link.disconnect()
}
