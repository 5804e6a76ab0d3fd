/**
 * Carries out the outbox: at once after a commit that left work (`wake`), when delayed work becomes due, and every
 * few seconds regardless, so that nothing is forgotten after a crash. One batch at a time.
 *
 *     idle ──wake / timer──▶ running ──nothing due──▶ idle (timer set to the next due entry)
 *                              └─wake: runs once more
 */
import { setImmediate } from 'node:timers/promises'
import type { CommandRunner } from '../command/command-runner.ts'
import type { OutboxTopics } from '../command/outbox.ts'
import { systemActor } from '../command/system-actor.ts'
import type { Transactions } from '../storage/storage.ts'
import { type OutboxRow, pushBack, readDue, runBatch } from './batch.ts'
import type { Topics } from './topic.ts'

/** The one log call made here; pino fits. */
export interface JobLog {
  error(fields: object, message: string): void
}

/** What `Jobs` works with. */
export interface JobsOptions {
  storage: Transactions
  runner: CommandRunner
  /** Milliseconds since 1970. */
  now: () => number
  topics: Topics
  log: JobLog
  /** The outbox is looked at this often even if nothing woke us. */
  idleMs?: number
}

/** One per server process. */
export class Jobs {
  readonly #options: JobsOptions
  readonly #idleMs: number
  #running: Promise<void> | undefined
  #isWoken = false
  #isStopped = false
  #timer: NodeJS.Timeout | undefined

  constructor(options: JobsOptions) {
    this.#options = options
    this.#idleMs = options.idleMs ?? 5000
  }

  /** There may be work: begins with it, or goes on until that is done too. The first call starts the jobs. */
  wake(): void {
    if (this.#isStopped) return
    this.#isWoken = true
    this.#running ??= this.#run()
  }

  /** Carries out everything that is due now; for tests, and for commands that end after it. */
  async drain(): Promise<void> {
    await this.#running
    await this.#workOff()
  }

  /** Ends after the batch that is being done. What is left stays in the outbox. */
  async stop(): Promise<void> {
    this.#isStopped = true
    clearTimeout(this.#timer)
    await this.#running
  }

  async #run(): Promise<void> {
    clearTimeout(this.#timer)
    let waitMs = this.#idleMs
    try {
      while (this.#isWoken && !this.#isStopped) {
        this.#isWoken = false
        await this.#workOff()
      }
      waitMs = await this.#untilNext()
    } catch (err) {
      this.#options.log.error({ err }, 'the outbox cannot be read; trying again')
    }
    this.#running = undefined
    if (this.#isStopped) return
    if (this.#isWoken) return this.wake()
    this.#timer = setTimeout(() => this.wake(), waitMs)
    this.#timer.unref()
  }

  /** Topics take turns, a batch each, until none has anything due. */
  async #workOff(): Promise<void> {
    for (;;) {
      const due = (await this.#readDue()).filter(({ dueAt }) => dueAt <= this.#options.now())
      if (due.length === 0) return
      for (const { topic } of due) {
        if (this.#isStopped) return
        await this.#runBatch(topic)
        // A database that answers at once lets nothing else happen in between: requests come first.
        await setImmediate()
      }
    }
  }

  /** Work that a newer version left here waits for that version. */
  async #readDue(): Promise<{ topic: keyof OutboxTopics; dueAt: number }[]> {
    const { storage, topics } = this.#options
    const isKnown = (topic: string): topic is keyof OutboxTopics => Object.hasOwn(topics, topic)
    const due = await storage.read(readDue)
    return due.flatMap(({ topic, dueAt }) => (isKnown(topic) ? [{ topic, dueAt }] : []))
  }

  async #runBatch<Topic extends keyof OutboxTopics>(topic: Topic): Promise<void> {
    const { runner, topics, storage, now, log } = this.#options
    let taken: OutboxRow[] = []
    const batch = runBatch(topic, topics[topic], (rows) => {
      taken = rows
    })
    try {
      await runner.run({ actor: systemActor }, batch)
    } catch (err) {
      if (taken.length === 0) throw err
      log.error({ err, topic, entries: taken.map((row) => row.id) }, 'work failed; it will be tried again')
      await pushBack(storage, taken, now())
    }
  }

  async #untilNext(): Promise<number> {
    const due = (await this.#readDue()).map(({ dueAt }) => dueAt - this.#options.now())
    return Math.max(0, Math.min(this.#idleMs, ...due))
  }
}
