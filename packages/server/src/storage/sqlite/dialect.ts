/**
 * Kysely's SQLite dialect over one of our connections. Row locks are left out of queries, and migrations may run in a
 * transaction, which SQLite can do. The writing connection begins with `BEGIN IMMEDIATE`, so that two writers never
 * deadlock on upgrading a lock.
 *
 * A step whose answer changes nothing is not waited for: requests are carried out in order, and a statement of a
 * transaction that is not there is refused.
 */
import {
  type CompiledQuery,
  type DatabaseConnection,
  type DialectAdapter,
  type Driver,
  type QueryCompiler,
  type QueryResult,
  SqliteAdapter,
  SqliteDialect,
} from 'kysely'
import type { SqliteConnection } from './connection.ts'
import type { EngineOptions, EngineRequest } from './engine.ts'
import { LocklessQueryCompiler } from './query-compiler.ts'

export class EngineDialect extends SqliteDialect {
  readonly #connection: SqliteConnection
  readonly #role: EngineOptions['role']

  constructor(connection: SqliteConnection, role: EngineOptions['role']) {
    super({
      database: () => {
        throw new Error('The driver has a connection of its own')
      },
    })
    this.#connection = connection
    this.#role = role
  }

  override createAdapter(): DialectAdapter {
    return new TransactionalDdlAdapter()
  }

  override createQueryCompiler(): QueryCompiler {
    return new LocklessQueryCompiler()
  }

  override createDriver(): Driver {
    return new EngineDriver(this.#connection, this.#role)
  }
}

class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

/** Kysely hands its one connection to one user at a time. */
class EngineDriver implements Driver {
  readonly #connection: EngineConnection

  constructor(connection: SqliteConnection, role: EngineOptions['role']) {
    this.#connection = new EngineConnection(connection, role)
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection
  }

  async releaseConnection(): Promise<void> {}

  beginTransaction(): Promise<void> {
    return this.#connection.begin()
  }

  commitTransaction(): Promise<void> {
    return this.#connection.end('commit')
  }

  rollbackTransaction(): Promise<void> {
    return this.#connection.end('rollback')
  }

  async savepoint(_: DatabaseConnection, name: string): Promise<void> {
    this.#connection.follow(`savepoint ${name}`)
  }

  async releaseSavepoint(_: DatabaseConnection, name: string): Promise<void> {
    this.#connection.follow(`release ${name}`)
  }

  async rollbackToSavepoint(_: DatabaseConnection, name: string): Promise<void> {
    await this.#connection.run(`rollback to ${name}`)
  }

  async destroy(): Promise<void> {}
}

class EngineConnection implements DatabaseConnection {
  readonly #connection: SqliteConnection
  /** Nothing can go wrong where a transaction only reads, and nothing depends on its end. */
  readonly #onlyReads: boolean
  #isWithin = false
  /** Why a step failed that was not waited for. */
  #behind: unknown

  constructor(connection: SqliteConnection, role: EngineOptions['role']) {
    this.#connection = connection
    this.#onlyReads = role === 'reader'
  }

  async begin(): Promise<void> {
    this.#behind = undefined
    const begun = this.#connection.execute({ type: 'begin' })
    if (this.#onlyReads) this.#leaveBehind(begun)
    else await begun
    this.#isWithin = true
  }

  async end(type: 'commit' | 'rollback'): Promise<void> {
    const ended = this.#connection.execute({ type })
    if (this.#onlyReads) this.#leaveBehind(ended)
    else await ended
    this.#isWithin = false
  }

  /** Carries a statement out after all before it and before all after it, without waiting. */
  follow(sql: string): void {
    this.#leaveBehind(this.run(sql))
  }

  #leaveBehind(step: Promise<unknown>): void {
    step.catch((error) => {
      this.#behind ??= error
    })
  }

  async run(sql: string, parameters: readonly unknown[] = []) {
    try {
      const request: EngineRequest = { type: 'run', sql, parameters, isWithin: this.#isWithin }
      return await this.#connection.execute(request)
    } catch (error) {
      throw this.#behind ?? error
    }
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const { rows, changes, lastInsertRowid } = await this.run(sql, parameters)
    return {
      rows: rows as Row[],
      ...(changes === undefined ? {} : { numAffectedRows: BigInt(changes) }),
      ...(lastInsertRowid === undefined ? {} : { insertId: BigInt(lastInsertRowid) }),
    }
  }

  // biome-ignore lint/correctness/useYield: rows come together
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('Rows of a query come together')
  }
}
