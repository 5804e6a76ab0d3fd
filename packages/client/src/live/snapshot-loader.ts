/**
 * Loads a snapshot, the newest request winning, and tries again later with a growing delay. Does not know what
 * the snapshot is of, nor when loading is due.
 */
import type { Position, Snapshot } from '@copydesk/contract'
import { type ApiError, asApiError } from '../http/api-error.ts'
import { backoffMs, type Cancel, type Clock } from '../realtime/clock.ts'

/** A snapshot taken apart. */
export interface Loaded<State> {
  state: State
  position: Position
}

export interface SnapshotLoaderOptions<State extends object> {
  read(signal: AbortSignal): Promise<Snapshot<State>>
  /** `number` counts the loads, so that it can be told what was asked for after what. */
  loaded(number: number, snapshot: Loaded<State>): void
  failed(error: ApiError): void
  clock: Clock
  random: () => number
}

const minRetryMs = 500
const maxRetryMs = 30_000
const spreadMs = 2_000

export class SnapshotLoader<State extends object> {
  readonly #options: SnapshotLoaderOptions<State>
  #started = 0
  #abort: AbortController | null = null
  #cancelRetry: Cancel | null = null
  #over = Promise.resolve()

  constructor(options: SnapshotLoaderOptions<State>) {
    this.#options = options
  }

  /** How many loads were started so far. */
  get started(): number {
    return this.#started
  }

  get isLoading(): boolean {
    return this.#abort !== null
  }

  /** Resolves when the load that is under way, whoever started it, is over. */
  get over(): Promise<void> {
    return this.#over
  }

  /** A load is due after a delay. */
  get isWaiting(): boolean {
    return this.#cancelRetry !== null
  }

  /** Loads now; a load under way is dropped. Resolves when this one is over, whatever came of it. */
  load(): Promise<void> {
    this.stop()
    this.#over = this.#run()
    return this.#over
  }

  async #run(): Promise<void> {
    this.#started += 1
    const number = this.#started
    const abort = new AbortController()
    this.#abort = abort
    let snapshot: Loaded<State>
    try {
      snapshot = splitSnapshot(await this.#options.read(abort.signal))
    } catch (error) {
      if (this.#finish(abort)) this.#options.failed(asApiError(error))
      return
    }
    if (this.#finish(abort)) this.#options.loaded(number, snapshot)
  }

  /** Loads after a delay that grows with the number of setbacks in a row; once, however often it is asked. */
  loadLater(setbacks: number): void {
    this.loadAfter(backoffMs(setbacks - 1, minRetryMs, maxRetryMs, this.#options.random))
  }

  /** Loads in a moment: at once, or where many were told the same, at any time within two seconds, not all together. */
  loadSoon(isAlone: boolean): void {
    this.loadAfter(isAlone ? 0 : this.#options.random() * spreadMs)
  }

  /** Loads after so long, unless a load is due already. */
  loadAfter(delayMs: number): void {
    this.#cancelRetry ??= this.#options.clock.after(delayMs, () => void this.load())
  }

  /** Drops what is under way or due. */
  stop(): void {
    this.#abort?.abort()
    this.#abort = null
    this.#cancelRetry?.()
    this.#cancelRetry = null
  }

  /** False when another load took over meanwhile. */
  #finish(abort: AbortController): boolean {
    if (this.#abort !== abort) return false
    this.#abort = null
    return true
  }
}

/** Throws where what was loaded has no position to go on from. */
export function splitSnapshot<State extends object>({ position, ...state }: Snapshot<State>): Loaded<State> {
  if (typeof position?.epoch !== 'string' || typeof position.offset !== 'number') {
    throw new TypeError('load must resolve to {…state, position: {channel, epoch, offset}}')
  }
  return { state: state as unknown as State, position }
}
