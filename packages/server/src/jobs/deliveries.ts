/**
 * The deliveries of one name that are under way on this node: claimed in one transaction, done outside of any, settled
 * in another. A node that dies in the middle leaves its leases, which others take over.
 *
 *     free ──claim──▶ leased ──delivered──▶ gone
 *      ▲                │ failed            ▲ last attempt: kept among the failed work
 *      └──push back─────┘                   │
 *                       └───────────────────┘
 */
import type { CommandContext } from '../command/command.ts'
import { type DeliveryResult, type DeliveryWork, FinalFailure } from '../command/work.ts'
import { StorageFailure } from '../storage/storage-failure.ts'
import { type ClaimedRow, claim, isHeld, readLeases, readWaits } from './claims.ts'
import { actorOf, isLastAttempt, keepFailed, pushBack, Replaced, remove } from './failures.ts'
import { LeaseWatch } from './lease-watch.ts'
import type { Turn, WorkParts } from './parts.ts'

/** One per declared delivery. */
export class Deliveries {
  readonly #parts: WorkParts
  readonly #work: DeliveryWork
  readonly #onEnd: () => void
  readonly #watch: LeaseWatch
  readonly #underWay = new Set<Promise<void>>()
  readonly #stop = new AbortController()

  /** `onEnd` is called whenever one ends, and there is room again. */
  constructor(parts: WorkParts, work: DeliveryWork, onEnd: () => void) {
    this.#parts = parts
    this.#work = work
    this.#onEnd = onEnd
    this.#watch = new LeaseWatch(parts.elapsed)
  }

  get isFull(): boolean {
    return this.#underWay.size >= this.#work.atOnce
  }

  /** Starts what is due, as far as there is room. */
  async start(): Promise<Turn> {
    const { storage, now } = this.#parts
    const work = this.#work
    const { held, waits } = await storage.read(async (tx) => ({
      held: await readLeases(tx, work),
      waits: await readWaits(tx, [work], now()),
    }))
    const lost = this.#watch.lost(held, work.leaseMs)
    if (lost.length === 0 && (waits.get(work) ?? 1) > 0) return 'idle'
    const limit = work.atOnce - this.#underWay.size
    if (limit <= 0) return 'busy'
    const rows = await storage.write((tx) => claim(tx, work, { now: now(), limit, lost }))
    for (const row of rows) {
      const attempt = this.#attempt(row).catch((err: unknown) => {
        this.#parts.log.error({ err, work: work.name, entry: row.id }, 'a delivery could not be settled')
      })
      const ended = attempt.then(() => {
        this.#underWay.delete(ended)
        this.#onEnd()
      })
      this.#underWay.add(ended)
    }
    return rows.length > 0 ? 'worked' : 'idle'
  }

  /** Waits until nothing is under way; false if nothing was. */
  async ended(): Promise<boolean> {
    const isAny = this.#underWay.size > 0
    await Promise.all(this.#underWay)
    return isAny
  }

  /** Breaks off what is under way, which others may take at once. */
  async stop(): Promise<void> {
    this.#stop.abort(new Error('The server stops'))
    await this.ended()
  }

  async #attempt(row: ClaimedRow): Promise<void> {
    const result = await this.#deliver(row)
    if (!result.isDelivered && this.#stop.signal.aborted) await this.#release(row)
    else await this.#settle(row, result)
  }

  async #deliver(row: ClaimedRow): Promise<DeliveryResult<unknown>> {
    const work = this.#work
    const attempt = row.attempts
    const lease = new AbortController()
    const timer = setTimeout(() => lease.abort(new Error('It took longer than its lease')), work.leaseMs)
    const signal = AbortSignal.any([lease.signal, this.#stop.signal])
    try {
      signal.throwIfAborted()
      if (isLastAttempt(work, attempt - 1)) throw new FinalFailure('Its last attempt never ended')
      const note = (write: (context: CommandContext) => Promise<void>) => this.#note(row, write)
      const told = { id: row.id, attempt, signal, note }
      const receipt = await Promise.race([work.deliver(payloadOf(work, row), told), rejectedBy(signal)])
      return { isDelivered: true, attempt, receipt }
    } catch (error) {
      const isFinal = error instanceof FinalFailure || isLastAttempt(work, attempt)
      return { isDelivered: false, attempt, error, isFinal }
    } finally {
      clearTimeout(timer)
    }
  }

  /** The entry is locked last, as where an attempt is settled. */
  async #note(row: ClaimedRow, write: (context: CommandContext) => Promise<void>): Promise<void> {
    await this.#parts.runner.run({ actor: actorOf(row) }, async (context) => {
      await write(context)
      if (!(await isHeld(context.tx, row))) throw new Error('Another server took it over.')
      return { body: null, events: [] }
    })
  }

  async #settle(row: ClaimedRow, result: DeliveryResult<unknown>): Promise<void> {
    const { log } = this.#parts
    const about = { work: this.#work.name, entry: row.id, attempt: result.attempt }
    if (!result.isDelivered) {
      const then = result.isFinal ? 'it is kept among the failed work' : 'it will be tried again'
      log.error({ ...about, err: result.error }, `a delivery failed; ${then}`)
    }
    try {
      await this.#write(row, result, true)
    } catch (err) {
      if (err instanceof Replaced) return
      if (err instanceof StorageFailure) throw err
      log.error({ ...about, err }, 'a delivery could not be written down')
      await this.#write(row, result, false)
    }
  }

  /** Throws Replaced when the entry is another's by now. */
  async #write(row: ClaimedRow, result: DeliveryResult<unknown>, isToldOf: boolean): Promise<void> {
    const work = this.#work
    await this.#parts.runner.run({ actor: actorOf(row) }, async (context) => {
      const outcome = isToldOf ? await work.settle(context, payloadOf(work, row), result) : undefined
      if (result.isDelivered) await remove(context.tx, row)
      else {
        const failure = { attempts: result.attempt, error: result.error }
        if (result.isFinal) await keepFailed(context, row, failure)
        else if (!(await pushBack(context, work, row, failure))) throw new Replaced()
      }
      return { body: null, events: [], ...outcome }
    })
  }

  /** Gives the lease back, as if the attempt had not been. */
  async #release({ id, lease, attempts }: ClaimedRow): Promise<void> {
    await this.#parts.storage.write((tx) =>
      tx
        .updateTable('outbox')
        .set({ lease: null, attempts: attempts - 1 })
        .where('id', '=', id)
        .where('lease', '=', lease)
        .execute(),
    )
  }
}

function payloadOf({ payload }: DeliveryWork, row: ClaimedRow): unknown {
  return payload.parse(JSON.parse(row.payload))
}

function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
