/**
 * One lane: its pieces of work take turns, a batch each, until none has anything due. Begins when it is woken, when
 * delayed work becomes due, and every few seconds regardless, so that nothing is forgotten after a crash. How long it
 * waits is told by a timer, which no step of the clock moves.
 *
 *     idle ──wake / timer──▶ running ──nothing due──▶ idle (timer set to the next due entry)
 *                              └─wake: runs once more
 */
import { setImmediate } from 'node:timers/promises'
import type { Work } from '../command/work.ts'
import { addLocks, readWaits } from './claims.ts'
import { Deliveries } from './deliveries.ts'
import { runFollowUp } from './follow-ups.ts'
import type { Turn, WorkParts } from './parts.ts'
import { runTimedCommand } from './timed-commands.ts'

/** Work that another node is at is looked at again this soon: the node may have died. */
const busyMs = 500

export class Lane {
  readonly #parts: WorkParts
  readonly #works: readonly Work[]
  readonly #idleMs: number
  readonly #deliveries = new Map<Work, Deliveries>()
  /** Due, but another node is at it, or as many are under way as may be. */
  #passed: ReadonlySet<Work> = new Set()
  #hasLocks = false
  #isStarted = false
  #running: Promise<void> | undefined
  #isWoken = false
  #isStopped = false
  #turns = 0
  #timer: NodeJS.Timeout | undefined

  /** The outbox is looked at every `idleMs` even if nothing wakes the lane. */
  constructor(parts: WorkParts, works: readonly Work[], idleMs: number) {
    this.#parts = parts
    this.#works = works
    this.#idleMs = idleMs
    for (const work of works) {
      if (work.kind === 'delivery') {
        this.#deliveries.set(
          work,
          new Deliveries(parts, work, () => {
            if (this.#isStarted) this.wake()
          }),
        )
      }
    }
  }

  /** There may be work: begins with it, or goes on until that is done too. The first call starts the lane. */
  wake(): void {
    if (this.#isStopped) return
    this.#isStarted = true
    this.#isWoken = true
    this.#running ??= this.#run()
  }

  hasAnyOf(names: ReadonlySet<string>): boolean {
    return this.#works.some(({ name }) => names.has(name))
  }

  /** Carries out everything that is due now, and says whether there was anything. */
  async drain(): Promise<boolean> {
    await this.#running
    let isAny = await this.#workOff()
    for (const deliveries of this.#deliveries.values()) {
      if (await deliveries.ended()) isAny = true
    }
    // It was woken meanwhile, and may be just about to begin something.
    return isAny || this.#running !== undefined
  }

  /** Ends after the batch that is being done. What is left stays in the outbox. */
  async stop(): Promise<void> {
    this.#isStopped = true
    clearTimeout(this.#timer)
    await this.#running
    for (const deliveries of this.#deliveries.values()) await deliveries.stop()
  }

  async #run(): Promise<void> {
    clearTimeout(this.#timer)
    let waitMs = this.#idleMs
    try {
      while (this.#isWoken && !this.#isStopped) {
        this.#isWoken = false
        await this.#workOff()
      }
      if (!this.#isStopped) waitMs = await this.#untilNext()
    } catch (err) {
      this.#parts.log.error({ err }, 'the outbox cannot be read; trying again')
    }
    this.#running = undefined
    if (this.#isStopped) return
    if (this.#isWoken) return this.wake()
    this.#timer = setTimeout(() => this.wake(), waitMs)
    this.#timer.unref()
  }

  async #workOff(): Promise<boolean> {
    const passed = new Set<Work>()
    this.#passed = passed
    let isAny = false
    for (;;) {
      const waits = await this.#readWaits()
      const due = this.#works.filter((work) => {
        const isDue = work.kind === 'delivery' || (waits.get(work) ?? 1) <= 0
        return isDue && !passed.has(work)
      })
      if (due.length === 0) return isAny
      for (const work of due) {
        if (this.#isStopped) return isAny
        const turn = await this.#turn(work)
        // Another node is at it, or the row to lock is gone with a database that was put back.
        if (turn === 'busy') this.#hasLocks = false
        if (turn === 'worked') isAny = true
        else passed.add(work)
        // A database that answers at once lets nothing else happen in between: requests come first.
        await setImmediate()
      }
    }
  }

  /** New work and work that failed before come first by turns, so that neither keeps the other waiting. */
  #turn(work: Work): Promise<Turn> {
    this.#turns += 1
    const preferFailed = this.#turns % 2 === 0
    switch (work.kind) {
      case 'follow-up':
        return runFollowUp(this.#parts, work, preferFailed)
      case 'command':
        return runTimedCommand(this.#parts, work, preferFailed)
      case 'delivery':
        return this.#deliveries.get(work)?.start() ?? Promise.resolve('idle')
    }
  }

  async #readWaits(): Promise<Map<Work, number>> {
    const { storage, now } = this.#parts
    if (!this.#hasLocks) await storage.write((tx) => addLocks(tx, this.#works))
    this.#hasLocks = true
    return storage.read((tx) => readWaits(tx, this.#works, now()))
  }

  async #untilNext(): Promise<number> {
    const waits = [...(await this.#readWaits())].map(([work, waitMs]) => {
      if (waitMs > 0 || !this.#passed.has(work)) return waitMs
      return this.#deliveries.get(work)?.isFull ? this.#idleMs : busyMs
    })
    return Math.max(0, Math.min(this.#idleMs, ...waits))
  }
}
