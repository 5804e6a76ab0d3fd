/**
 * SQLite itself: one connection and its prepared statements, driven by plain requests. Runs in the main thread or in one
 * of its own, so it knows neither Kysely nor the product, and imports neither.
 */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { CommitGuard } from './commit-guard.ts'

export interface EngineOptions {
  path: string
  /** The connection that writes has the database to itself for as long as a transaction takes. */
  role: 'writer' | 'reader'
  synchronous: 'full' | 'normal' | 'off'
  /** Files without which nothing may be written any more, beside the database itself. */
  alsoPresent: readonly string[]
}

export type EngineRequest =
  /** A statement; within a transaction that has begun, it is refused once that transaction is lost. */
  | { type: 'run'; sql: string; parameters: readonly unknown[]; isWithin: boolean }
  | { type: 'begin' | 'commit' | 'rollback' }
  /** From now on commits are counted and guarded; the tables must be there. */
  | { type: 'guard' }

export interface EngineAnswer {
  rows: Record<string, unknown>[]
  changes?: number | bigint
  lastInsertRowid?: number | bigint
  /** The answer to closing. */
  isClosed?: boolean
}

/** Statements kept per connection; queries that are built with lists of varying length would else pile up. */
const maxStatements = 500

/**
 * Memory that each connection may keep pages in, taken as needed. What a change of 5,000 items touches fits; with
 * SQLite's own 2 MB such a change reads pages again and again: 58 MB in place of 22.
 */
const cacheKilobytes = 32_000

const nothing: EngineAnswer = { rows: [] }

interface Prepared {
  statement: StatementSync
  isReader: boolean
}

export class Engine {
  readonly #options: Pick<EngineOptions, 'role' | 'path' | 'alsoPresent'>
  readonly #database: DatabaseSync
  readonly #statements = new Map<string, Prepared>()
  #guard: CommitGuard | undefined

  constructor(database: DatabaseSync, options: Pick<EngineOptions, 'role' | 'path' | 'alsoPresent'>) {
    this.#database = database
    this.#options = options
  }

  static open(options: EngineOptions): Engine {
    return new Engine(connect(options), options)
  }

  execute(request: EngineRequest): EngineAnswer {
    switch (request.type) {
      case 'run':
        if (request.isWithin && !this.#database.isTransaction) throw new Error('The transaction was lost')
        return this.#run(request.sql, request.parameters)
      case 'begin':
        return this.#begin()
      case 'commit':
        return this.#commit()
      case 'rollback':
        return this.#rollBack()
      case 'guard':
        this.#guard ??= new CommitGuard(this.#database, this.#options)
        return nothing
    }
  }

  /** False: closing it would write into a file that is not ours, so the connection is left to the end of the process. */
  close(): boolean {
    if (this.#guard?.whatIsWrong() !== undefined) return false
    this.#guard?.close()
    this.#statements.clear()
    this.#database.close()
    return true
  }

  #begin(): EngineAnswer {
    this.#guard?.beginning()
    this.#run(this.#options.role === 'writer' ? 'begin immediate' : 'begin deferred', [])
    this.#guard?.begun()
    return nothing
  }

  #commit(): EngineAnswer {
    this.#guard?.committing()
    this.#run('commit', [])
    this.#guard?.committed()
    return nothing
  }

  /** A full disk or a broken one has rolled back already; doing it again would hide which it was. */
  #rollBack(): EngineAnswer {
    if (this.#database.isTransaction) this.#run('rollback', [])
    return nothing
  }

  #run(sql: string, parameters: readonly unknown[]): EngineAnswer {
    const { statement, isReader } = this.#prepare(sql)
    const values = parameters as SQLInputValue[]
    if (isReader) return { rows: statement.all(...values) }
    return { rows: [], ...statement.run(...values) }
  }

  #prepare(sql: string): Prepared {
    let prepared = this.#statements.get(sql)
    if (prepared) {
      this.#statements.delete(sql)
    } else {
      const statement = this.#database.prepare(sql)
      prepared = { statement, isReader: statement.columns().length > 0 }
      const oldest = this.#statements.size >= maxStatements ? this.#statements.keys().next().value : undefined
      if (oldest !== undefined) this.#statements.delete(oldest)
    }
    this.#statements.set(sql, prepared)
    return prepared
  }
}

function connect({ path, role, synchronous }: EngineOptions): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 0 })
  try {
    database.exec(`pragma cache_size = -${cacheKilobytes}`)
    database.exec('pragma journal_mode = wal; pragma foreign_keys = on; pragma temp_store = memory')
    // SQLite's own `lower` knows ASCII only; this one agrees with the reducers, as PostgreSQL's of this name does.
    database.function('fold_case', { deterministic: true }, (text) =>
      typeof text === 'string' ? text.toLowerCase() : text,
    )
    database.exec(role === 'reader' ? 'pragma query_only = on' : `pragma synchronous = ${synchronous}`)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}
