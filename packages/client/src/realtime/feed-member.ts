/**
 * One consumer of a channel's feed: where it stands, and how it is told what the feed decides. What it throws ends
 * here, as the SDK would stop the whole client; then its own state is in doubt, so it is asked to load anew.
 */
import type { Cancel, Clock } from './clock.ts'
import type { FeedConsumer, FeedPublication, ReloadReason, StreamPosition } from './feed-types.ts'
import { Setbacks } from './setbacks.ts'

/** What members need besides their consumer. */
export interface FeedSurroundings {
  clock: Clock
  /** Numbers from 0 to below 1, for jitter. */
  random: () => number
  /** Receives what consumers throw. */
  onError: (error: unknown) => void
}

export class FeedMember {
  /** Null until the first snapshot, and again from a reload until the next. */
  offset: number | null = null
  /** It keeps no state that a reload would mend: it began here, and goes on from where the channel stands. */
  from: 'now' | 'start' | null = null
  readonly #consumer: FeedConsumer
  readonly #surroundings: FeedSurroundings
  /** Counts the publications at which it threw. */
  readonly #setbacks: Setbacks
  #cancelReload: Cancel = () => {}

  constructor(consumer: FeedConsumer, surroundings: FeedSurroundings) {
    this.#consumer = consumer
    this.#surroundings = surroundings
    this.#setbacks = new Setbacks(surroundings.clock, surroundings.random)
  }

  /** It waits to begin, or to go on, from where the channel stands. */
  get isWaiting(): boolean {
    return this.from !== null && this.offset === null
  }

  /** Begins at a place; `position` is null in a channel that keeps no history. */
  place(offset: number, position: StreamPosition | null): void {
    this.offset = offset
    this.#guard(() => this.#consumer.onStarted?.(position))
  }

  deliver(publication: FeedPublication): void {
    const fresh = this.offset !== null && publication.offset > this.offset
    if (fresh) this.offset = publication.offset
    const done = this.#guard(() => this.#consumer.onPublication(publication, fresh))
    if (done || this.offset === null) return
    if (this.from !== null) this.#tellReload('consumer_failed')
    else {
      this.offset = null
      this.#reloadFailed()
    }
  }

  /** In a channel that keeps no history: everything is fresh. */
  deliverPlain(publication: FeedPublication): void {
    if (this.offset === null) return
    if (!this.#guard(() => this.#consumer.onPublication(publication, true)))
      this.#tellReload('consumer_failed')
  }

  /** Something is missing. It may start again before this returns. */
  reload(reason: ReloadReason): void {
    this.offset = null
    this.#tellReload(reason)
  }

  /** The server ended the subscription. */
  close(closed: { code: number; reason: string }): void {
    this.offset = null
    this.#guard(() => this.#consumer.onClosed(closed))
  }

  /** Calls off a reload that is due. */
  cancelReload(): void {
    this.#cancelReload()
  }

  /** At once the first time, as a snapshot may mend it. */
  #reloadFailed(): void {
    const pauseMs = this.#setbacks.pauseMs()
    const reload = () => this.#tellReload('consumer_failed')
    if (pauseMs === 0) reload()
    else this.#cancelReload = this.#surroundings.clock.after(pauseMs, reload)
  }

  #tellReload(reason: ReloadReason): void {
    this.#guard(() => this.#consumer.onReload(reason))
  }

  #guard(call: () => void): boolean {
    try {
      call()
      return true
    } catch (error) {
      this.#surroundings.onError(error)
      return false
    }
  }
}
