/**
 * Whether the server can do its work: a small write goes through, and not only a read. A full disk, a read-only one or a
 * deleted folder still answers reads.
 */
import type { Services } from '../services.ts'
import { StorageFailure } from '../storage/storage-failure.ts'

/** A result is good for this long, so that whoever asks without end does not make the disk work without end. */
const freshMs = 1000
/** A lock of another process passes; until it has lasted too long the server is as ready as it was. */
const patienceMs = 1000

export class Readiness {
  readonly #services: Pick<Services, 'storage' | 'elapsed' | 'now'>
  #last: { failure: unknown; at: number } | undefined
  #attempt: Promise<void> | undefined

  constructor(services: Pick<Services, 'storage' | 'elapsed' | 'now'>) {
    this.#services = services
  }

  /** What keeps the server from working; undefined when nothing does. */
  async check(): Promise<unknown> {
    if (this.#last && this.#services.elapsed() - this.#last.at < freshMs) return this.#last.failure
    this.#attempt ??= this.#write().finally(() => {
      this.#attempt = undefined
    })
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, patienceMs)
    await Promise.race([this.#attempt, promise])
    clearTimeout(timer)
    return this.#last?.failure
  }

  async #write(): Promise<void> {
    const { storage, elapsed, now } = this.#services
    const value = String(now())
    const failure: unknown = await storage
      .write((tx) =>
        tx
          .insertInto('meta')
          .values({ key: 'ready_at', value })
          .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
          .execute(),
      )
      .then(
        () => undefined,
        (error: unknown) => error,
      )
    this.#last = { failure, at: elapsed() }
  }
}

/** The code of the error registry for what `check` gave. */
export function codeOf(failure: unknown): StorageFailure['code'] | 'unavailable' {
  return failure instanceof StorageFailure ? failure.code : 'unavailable'
}
