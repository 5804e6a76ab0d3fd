/**
 * Storage in a SQLite file: `write` runs one transaction at a time on the writing connection, `read` a consistent
 * snapshot on the other. What another process has locked is waited for without blocking the event loop.
 */
import { stat } from 'node:fs/promises'
import type { Kysely } from 'kysely'
import type { Tables } from '../schema.ts'
import type { Storage, Tx } from '../storage.ts'
import { failureOf } from './failure-of.ts'
import { patiently } from './patiently.ts'
import { logPathOf } from './write-ahead-log.ts'

/** What opening hands over. */
export interface SqliteStorageParts {
  path: string
  writer: Kysely<Tables>
  reader: Kysely<Tables>
  /** False leaves the connections to the end of the process, so that nothing is written. */
  mayClose(): boolean
  /** Before the connections close. */
  beforeClose(): void
}

export class SqliteStorage implements Storage {
  readonly database = 'sqlite'
  readonly #parts: SqliteStorageParts
  #closing: Promise<void> | undefined

  constructor(parts: SqliteStorageParts) {
    this.#parts = parts
  }

  write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return patiently(() => this.#parts.writer.transaction().execute(work), failureOf)
  }

  read<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return patiently(() => this.#parts.reader.transaction().execute(work), failureOf)
  }

  async sizes(): Promise<Record<string, number>> {
    const { path } = this.#parts
    const [database, wal] = await Promise.all([sizeOf(path), sizeOf(logPathOf(path))])
    return { database, wal }
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    if (!this.#parts.mayClose()) return
    this.#parts.beforeClose()
    await this.#parts.reader.destroy()
    await this.#parts.writer.destroy()
  }
}

/** A log that is not there holds nothing. */
async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch {
    return 0
  }
}
