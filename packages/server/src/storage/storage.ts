/**
 * The two ways into the database. `write` runs one transaction at a time on the writing connection; `read` runs
 * a consistent snapshot on the other. Inside either, await only SQL on the `tx` that is passed: a foreign await
 * stalls every other writer, and the outer connection would wait for itself.
 */
import type { Kysely, Transaction } from 'kysely'
import { patiently } from './patiently.ts'
import type { Tables } from './schema.ts'
import type { StorageFailure } from './storage-failure.ts'

/** A transaction: everything in it happens, or nothing. */
export type Tx = Transaction<Tables>

/** What a dialect hands over. */
export interface StorageParts {
  writer: Kysely<Tables>
  reader: Kysely<Tables>
  /** What an error of the database means; undefined for a bug. */
  failureOf(error: unknown): StorageFailure | undefined
  /** False leaves the connections to the end of the process, so that nothing is written; true when left out. */
  mayClose?(): boolean
  /** Before the connections close. */
  beforeClose?(): void
}

/** Both ways throw a StorageFailure for what is nobody's bug; `storage_busy` after five seconds of waiting. */
export class Storage {
  readonly #parts: StorageParts
  #closing: Promise<void> | undefined

  constructor(parts: StorageParts) {
    this.#parts = parts
  }

  /** Runs `work` in a write transaction; a throw rolls back. It begins again when the database was locked. */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const { writer, failureOf } = this.#parts
    return patiently(() => writer.transaction().execute(work), failureOf)
  }

  /** Runs `work` on one consistent state of the database, without blocking writers. */
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const { reader, failureOf } = this.#parts
    return patiently(() => reader.transaction().execute(work), failureOf)
  }

  /** May be asked more than once. */
  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    if (this.#parts.mayClose?.() === false) return
    this.#parts.beforeClose?.()
    await this.#parts.reader.destroy()
    await this.#parts.writer.destroy()
  }
}
