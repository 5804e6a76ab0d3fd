/**
 * Group commit: writes that wait at the same time share one transaction, and so one wait for the disk. Each runs within
 * a savepoint, one after the other, so that what one refuses or breaks is undone alone. Nobody learns how it went before
 * the COMMIT: until then even a refusal rests on what may never have happened.
 *
 *     waiting ─▶ BEGIN ─▶ savepoint · work · release ─┬─ more are waiting ─▶ (the next)
 *                           └ throws: rollback to it ─┴─▶ COMMIT ─▶ all are told
 *                                                          └ fails, or the transaction is lost ─▶ it failed for all
 */
import type { Kysely } from 'kysely'
import type { Tables } from '../schema.ts'
import type { Tx } from '../storage.ts'
import { failureOf } from './failure-of.ts'
import { betweenAttemptsMs, waitMs } from './patiently.ts'

/** A group ends here even if more are waiting: the first of them has waited for the others long enough. */
const longestGroupMs = 20
const largestGroup = 64

interface Waiting {
  work(tx: Tx): Promise<unknown>
  resolve(value: unknown): void
  reject(error: unknown): void
  /** Until when the database may be busy, as `elapsed` counts. */
  endsAt: number
}

export class CommitGroups {
  readonly #writer: Kysely<Tables>
  readonly #waiting: Waiting[] = []
  readonly #elapsed: () => number
  #isRunning = false

  /** `elapsed`: milliseconds that only grow. */
  constructor(writer: Kysely<Tables>, elapsed = () => performance.now()) {
    this.#writer = writer
    this.#elapsed = elapsed
  }

  write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const endsAt = this.#elapsed() + waitMs
      this.#waiting.push({ work, resolve: resolve as Waiting['resolve'], reject, endsAt })
      if (!this.#isRunning) void this.#run()
    })
  }

  async #run(): Promise<void> {
    this.#isRunning = true
    while (this.#waiting.length > 0) {
      const members: Waiting[] = []
      try {
        for (const tell of await this.#runGroup(members)) tell()
      } catch (error) {
        await this.#fail(members, error)
      }
    }
    this.#isRunning = false
  }

  /** Runs and commits a group; how to tell each of its members. `members` are those that it took, also when it throws. */
  async #runGroup(members: Waiting[]): Promise<(() => void)[]> {
    const outcomes: (() => void)[] = []
    const transaction = await this.#writer.startTransaction().execute()
    let isChanged = false
    try {
      const endsAt = this.#elapsed() + longestGroupMs
      do {
        const member = this.#waiting.shift()
        if (!member) break
        members.push(member)
        const tx = await transaction.savepoint('member').execute()
        try {
          const value = await member.work(tx)
          outcomes.push(() => member.resolve(value))
          isChanged = true
        } catch (error) {
          if (failureOf(error)?.code === 'storage_busy') throw error
          await tx
            .rollbackToSavepoint('member')
            .execute()
            // The database has rolled back everything, because of what happened here.
            .catch(() => {
              throw error
            })
          outcomes.push(() => member.reject(failureOf(error) ?? error))
        }
        await tx.releaseSavepoint('member').execute()
      } while (members.length < largestGroup && this.#elapsed() < endsAt)
      if (isChanged) await transaction.commit().execute()
      else await transaction.rollback().execute()
      return outcomes
    } catch (error) {
      // It may be over already; why it failed counts more than that.
      await transaction
        .rollback()
        .execute()
        .catch(() => undefined)
      throw error
    }
  }

  /** It begins again where the database was busy and there is time left. The first in line stands for a group that never began. */
  async #fail(members: readonly Waiting[], error: unknown): Promise<void> {
    const failure = failureOf(error)
    const failed = members.length > 0 ? members : this.#waiting.splice(0, 1)
    const isBusy = failure?.code === 'storage_busy'
    const again = failed.filter(({ endsAt }) => isBusy && this.#elapsed() < endsAt)
    this.#waiting.unshift(...again)
    for (const member of failed) {
      if (!again.includes(member)) member.reject(failure ?? error)
    }
    if (again.length > 0) await new Promise((resolve) => setTimeout(resolve, betweenAttemptsMs))
  }
}
