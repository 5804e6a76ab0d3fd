/**
 * The two ways into the database, whichever it is. Inside either, await only SQL on the `tx` that is passed: a foreign
 * await holds locks that others wait for, and another connection would wait for this one. Queries are written once and
 * run on every database; what only one of them can do stays in its folder.
 */
import type { Transaction } from 'kysely'
import type { Tables } from './schema.ts'

/** A transaction: everything in it happens, or nothing. */
export type Tx = Transaction<Tables>

export type DatabaseName = 'sqlite' | 'postgres'

/** Both ways throw a StorageFailure for what is nobody's bug. */
export interface Transactions {
  /**
   * Runs `work` in a write transaction; a throw rolls back. It begins again, from its first line, when the database
   * could not let it go on beside another one; `storage_busy` after five seconds of that.
   */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Runs `work` on one consistent state of the database, without blocking writers. */
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>
}

/** An open database. */
export interface Storage extends Transactions {
  readonly database: DatabaseName
  /** Bytes that the database takes up on its disk, by part. */
  sizes(): Promise<Record<string, number>>
  /** May be asked more than once. */
  close(): Promise<void>
}
