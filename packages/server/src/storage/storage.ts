/**
 * The two ways into the database. `write` runs one transaction at a time on the writing connection; `read` runs
 * a consistent snapshot on the other. Inside either, await only SQL on the `tx` that is passed: a foreign await
 * stalls every other writer, and the outer connection would wait for itself.
 */
import type { Kysely, Transaction } from 'kysely'
import type { Tables } from './schema.ts'

/** A transaction: everything in it happens, or nothing. */
export type Tx = Transaction<Tables>

export class Storage {
  readonly #writer: Kysely<Tables>
  readonly #reader: Kysely<Tables>

  constructor(writer: Kysely<Tables>, reader: Kysely<Tables>) {
    this.#writer = writer
    this.#reader = reader
  }

  /** Runs `work` in a write transaction; a throw rolls back. */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#writer.transaction().execute(work)
  }

  /** Runs `work` on one consistent state of the database, without blocking writers. */
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#reader.transaction().execute(work)
  }

  async close(): Promise<void> {
    await this.#reader.destroy()
    await this.#writer.destroy()
  }
}
