/**
 * Kysely's SQLite dialect over the `node:sqlite` module of Node.js. Adds five things: row locks are left out of
 * queries, prepared statements are kept, transactions begin as told (`BEGIN IMMEDIATE` on the writing connection, so
 * that two writers never deadlock on upgrading a lock) and tell when they do and end, and migrations may run in a
 * transaction, which SQLite can do.
 */
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import {
  CompiledQuery,
  type DatabaseConnection,
  type DialectAdapter,
  type Driver,
  type QueryCompiler,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely'
import { LocklessQueryCompiler } from './query-compiler.ts'

/** Statements kept per connection; queries that are built with lists of varying length would else pile up. */
const maxStatements = 500

/** Told of every transaction of a connection. */
export interface TransactionListener {
  /** Before it; a throw lets none begin. */
  beginning(): void
  begun(): void
  /** Within the transaction, last; a throw rolls it back. */
  committing(): void
  committed(): void
}

export interface NodeSqliteDialectConfig {
  database: DatabaseSync
  /** `immediate` for the connection that writes, `deferred` for the one that reads. */
  begin: 'immediate' | 'deferred'
  /** Asked at each transaction, because the first ones make the tables that a listener needs. */
  listener?: () => TransactionListener | undefined
}

export class NodeSqliteDialect extends SqliteDialect {
  readonly #config: NodeSqliteDialectConfig

  constructor(config: NodeSqliteDialectConfig) {
    super({ database: adapt(config.database) })
    this.#config = config
  }

  override createAdapter(): DialectAdapter {
    return new TransactionalDdlAdapter()
  }

  override createQueryCompiler(): QueryCompiler {
    return new LocklessQueryCompiler()
  }

  override createDriver(): Driver {
    return new TransactionDriver(this.#config)
  }
}

class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

class TransactionDriver extends SqliteDriver {
  readonly #config: NodeSqliteDialectConfig

  constructor(config: NodeSqliteDialectConfig) {
    super({ database: adapt(config.database) })
    this.#config = config
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    const listener = this.#config.listener?.()
    listener?.beginning()
    await connection.executeQuery(CompiledQuery.raw(`begin ${this.#config.begin}`))
    listener?.begun()
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    const listener = this.#config.listener?.()
    listener?.committing()
    await super.commitTransaction(connection)
    listener?.committed()
  }

  /** A full disk or a broken one has rolled back already; doing it again would hide which it was. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#config.database.isTransaction) await super.rollbackTransaction(connection)
  }
}

function adapt(database: DatabaseSync): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>()
  return {
    close: () => {
      statements.clear()
      database.close()
    },
    prepare: (sql) => {
      let statement = statements.get(sql)
      if (statement) {
        statements.delete(sql)
      } else {
        statement = adaptStatement(database.prepare(sql))
        const oldest = statements.size >= maxStatements ? statements.keys().next().value : undefined
        if (oldest !== undefined) statements.delete(oldest)
      }
      statements.set(sql, statement)
      return statement
    },
  }
}

function adaptStatement(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...(parameters as SQLInputValue[])),
    run: (parameters) => statement.run(...(parameters as SQLInputValue[])),
    iterate: (parameters) => statement.iterate(...(parameters as SQLInputValue[])),
  }
}
