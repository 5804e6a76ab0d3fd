/**
 * Storage in a SQLite file: `write` runs one command at a time on the writing connection, those that wait in one
 * transaction; `read` runs a consistent snapshot on the other. What another process has locked is waited for without
 * blocking the event loop.
 */
import { stat } from 'node:fs/promises'
import type { DatabaseSync } from 'node:sqlite'
import type { Kysely } from 'kysely'
import type { Tables } from '../schema.ts'
import type { Storage, Tx } from '../storage.ts'
import { CommitGroups } from './commit-groups.ts'
import type { SqliteConnection } from './connection.ts'
import { failureOf } from './failure-of.ts'
import { patiently } from './patiently.ts'
import { logPathOf } from './write-ahead-log.ts'

/** What opening hands over. */
export interface SqliteStorageParts {
  path: string
  writer: Kysely<Tables>
  reader: Kysely<Tables>
  /** What the two work on. */
  writing: SqliteConnection
  reading: SqliteConnection
  /** Kept open until both are closed. */
  held?: DatabaseSync
}

export class SqliteStorage implements Storage {
  readonly database = 'sqlite'
  readonly #parts: SqliteStorageParts
  readonly #groups: CommitGroups
  #closing: Promise<void> | undefined

  constructor(parts: SqliteStorageParts) {
    this.#parts = parts
    this.#groups = new CommitGroups(parts.writer)
  }

  write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#groups.write(work)
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
    const { writer, reader, writing, reading, held } = this.#parts
    await writer.destroy()
    if (!(await writing.close())) return
    await reader.destroy()
    held?.close()
    await reading.close()
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
