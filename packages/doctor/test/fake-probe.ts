/** A probe in a world that the test makes up: time passes only while somebody waits, and at once. */
import type { Opening, Probe, ProbeSocket, Received } from '../src/probe.ts'

/** After how much of what a connection is ended; null: never. */
export interface FakeWay {
  /** Silence. */
  idleLimitMs: number | null
  /** Age, whatever is sent. */
  ageLimitMs: number | null
}

/** Opens WebSockets through a way with limits, and nothing else. Whoever waits shortest wakes first. */
export class FakeProbe implements Probe {
  readonly kind = 'terminal'
  readonly #way: FakeWay
  readonly #sleepers: { at: number; wake: () => void }[] = []
  #now = 0
  #running = false

  constructor(way: FakeWay) {
    this.#way = way
  }

  now = (): number => this.#now
  newId = (): string => 'kV3x-9d_Qm2LrT0aB7cE'
  ask = (): Promise<never> => Promise.reject(new Error('not asked here'))
  stream = (): Promise<never> => Promise.reject(new Error('not asked here'))

  open = async (): Promise<Opening> => ({ opened: true, socket: this.#socket(), answer: null })

  #wait = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      this.#sleepers.push({ at: this.#now + ms, wake: resolve })
      if (!this.#running) void this.#run()
    })

  async #run(): Promise<void> {
    this.#running = true
    while (this.#sleepers.length > 0) {
      // Everyone who is awake goes back to sleep first.
      await new Promise((resolve) => setImmediate(resolve))
      this.#sleepers.sort((a, b) => a.at - b.at)
      const next = this.#sleepers.shift()
      if (next === undefined) break
      this.#now = Math.max(this.#now, next.at)
      next.wake()
    }
    this.#running = false
  }

  #socket(): ProbeSocket {
    const openedAt = this.#now
    let lastAt = this.#now
    const endAt = () =>
      Math.min(
        lastAt + (this.#way.idleLimitMs ?? Number.POSITIVE_INFINITY),
        openedAt + (this.#way.ageLimitMs ?? Number.POSITIVE_INFINITY),
      )
    const receive = async (timeoutMs: number): Promise<Received> => {
      await this.#wait(Math.max(0, Math.min(timeoutMs, endAt() - this.#now)))
      if (this.#now < endAt()) return { kind: 'nothing' }
      return { kind: 'closed', closing: { code: 1006, reason: '' }, detail: 'the connection ended' }
    }
    const send = () => {
      if (this.#now < endAt()) lastAt = this.#now
    }
    return { isCompressed: false, send, receive, close: () => {} }
  }
}
