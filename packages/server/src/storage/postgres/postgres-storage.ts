/**
 * Storage in PostgreSQL. Writes run READ COMMITTED beside each other, kept right by the rows that they lock; reads see
 * one state of the database. Writers that wait for a lock have connections of their own, so that readers get theirs.
 */
import { type Kysely, sql } from 'kysely'
import { OvertakenError } from '../overtaken-error.ts'
import type { Tables } from '../schema.ts'
import type { Storage, Tx } from '../storage.ts'
import { codeOf, failureOf } from './failure-of.ts'

/**
 * Deadlock, serialization failure, and a row that came or went between a look and a write: nothing was changed, and the
 * other one got on. The next attempt sees what that one did, and may refuse for it.
 */
const passing = new Set(['40P01', '40001', '23505', '23503'])
const maxAttempts = 5

export interface PostgresStorageParts {
  writer: Kysely<Tables>
  reader: Kysely<Tables>
}

export class PostgresStorage implements Storage {
  readonly database = 'postgres'
  readonly #parts: PostgresStorageParts
  #closing: Promise<void> | undefined

  constructor(parts: PostgresStorageParts) {
    this.#parts = parts
  }

  write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return attempted(() => this.#parts.writer.transaction().execute(work))
  }

  read<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return attempted(() => this.#parts.reader.transaction().execute(work))
  }

  sizes(): Promise<Record<string, number>> {
    return this.read(async (tx) => {
      const { rows } = await sql<{
        size: number
      }>`select pg_database_size(current_database()) as size`.execute(tx)
      return { database: rows[0]?.size ?? 0 }
    })
  }

  close(): Promise<void> {
    this.#closing ??= Promise.all([this.#parts.reader.destroy(), this.#parts.writer.destroy()]).then(() => {})
    return this.#closing
  }
}

/** Again, after a moment that differs for each, where PostgreSQL chose this one of two to give way. */
async function attempted<T>(attempt: () => Promise<T>): Promise<T> {
  for (let count = 1; ; count += 1) {
    try {
      return await attempt()
    } catch (error) {
      const isPassing = error instanceof OvertakenError || passing.has(codeOf(error))
      if (isPassing && count < maxAttempts) {
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * count))
        continue
      }
      const reason = error instanceof OvertakenError && error.cause !== undefined ? error.cause : error
      throw failureOf(reason) ?? reason
    }
  }
}
