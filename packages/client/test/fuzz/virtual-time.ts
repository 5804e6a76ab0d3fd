/**
 * Time that moves only when it is told to, for everything in this process that asks the globals for it: the hub, the
 * client, both SDKs and `ws`. Node's own timers inside its HTTP server stay real; the fuzz switches those off.
 */
import { vi } from 'vitest'

interface Timer {
  due: number
  every: number | null
  run: () => void
}

const startMs = Date.UTC(2026, 0, 1)
/** Turns of the event loop without anything happening after which nothing more will happen by itself. */
const quietTurns = 4

export class VirtualTime {
  #now = startMs
  #ids = 0
  readonly #timers = new Map<number, Timer>()
  readonly #turn = globalThis.setImmediate
  /** Counts what happens, so that it can be seen when nothing happens any more. */
  happenings = 0

  now = (): number => this.#now

  /** Takes the place of the platform's clock and timers until `vi.unstubAllGlobals` and `vi.restoreAllMocks`. */
  install(): void {
    vi.spyOn(Date, 'now').mockImplementation(this.now)
    vi.stubGlobal('setTimeout', (run: () => void, ms = 0) => handleOf(this.#start(ms, null, run)))
    vi.stubGlobal('setInterval', (run: () => void, ms = 0) => handleOf(this.#start(ms, ms, run)))
    const clear = (handle: unknown) => this.#timers.delete(Number(handle))
    vi.stubGlobal('clearTimeout', clear)
    vi.stubGlobal('clearInterval', clear)
  }

  after = (delayMs: number, run: () => void): (() => void) => this.#cancel(this.#start(delayMs, null, run))

  every = (intervalMs: number, run: () => void): (() => void) =>
    this.#cancel(this.#start(intervalMs, intervalMs, run))

  /** Runs what falls due, in order; between two timers everything settles. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms
    await this.settle()
    for (let next = this.#next(end); next !== null; next = this.#next(end)) {
      const [id, timer] = next
      this.#now = Math.max(this.#now, timer.due)
      if (timer.every === null) this.#timers.delete(id)
      else timer.due += Math.max(1, timer.every)
      timer.run()
      await this.settle()
    }
    this.#now = end
  }

  /** Lets everything happen that happens by itself, without time going by. */
  async settle(): Promise<void> {
    for (let quiet = 0; quiet < quietTurns; quiet += 1) {
      const before = this.happenings
      await new Promise((resolve) => this.#turn(resolve))
      if (this.happenings !== before) quiet = -1
    }
  }

  #start(delayMs: number, every: number | null, run: () => void): number {
    this.#ids += 1
    this.#timers.set(this.#ids, { due: this.#now + Math.max(0, delayMs), every, run })
    return this.#ids
  }

  #cancel(id: number): () => void {
    return () => this.#timers.delete(id)
  }

  /** The first that falls due; of several at one instant the one that was set first. */
  #next(end: number): [number, Timer] | null {
    let first: [number, Timer] | null = null
    for (const entry of this.#timers) {
      if (entry[1].due <= end && (first === null || entry[1].due < first[1].due)) first = entry
    }
    return first
  }
}

/** As Node's timers are handled. */
function handleOf(id: number) {
  const handle = {
    ref: () => handle,
    unref: () => handle,
    hasRef: () => false,
    [Symbol.toPrimitive]: () => id,
  }
  return handle
}
