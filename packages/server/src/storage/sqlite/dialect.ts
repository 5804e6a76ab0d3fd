/**
 * Kysely's SQLite dialect over the `node:sqlite` module of Node.js. Adds three things: prepared statements are
 * kept, transactions begin as told (`BEGIN IMMEDIATE` on the writing connection, so that two writers never
 * deadlock on upgrading a lock), and migrations may run in a transaction, which SQLite can do.
 */
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import {
  CompiledQuery,
  type DatabaseConnection,
  type DialectAdapter,
  type Driver,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely'

/** Statements kept per connection; queries that are built with lists of varying length would else pile up. */
const maxStatements = 500

export interface NodeSqliteDialectConfig {
  database: DatabaseSync
  /** `immediate` for the connection that writes, `deferred` for the one that reads. */
  begin: 'immediate' | 'deferred'
}

export class NodeSqliteDialect extends SqliteDialect {
  readonly #begin: NodeSqliteDialectConfig['begin']
  readonly #database: SqliteDatabase

  constructor(config: NodeSqliteDialectConfig) {
    const database = adapt(config.database)
    super({ database })
    this.#begin = config.begin
    this.#database = database
  }

  override createAdapter(): DialectAdapter {
    return new TransactionalDdlAdapter()
  }

  override createDriver(): Driver {
    return new BeginningDriver(this.#database, `begin ${this.#begin}`)
  }
}

class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

class BeginningDriver extends SqliteDriver {
  readonly #begin: string

  constructor(database: SqliteDatabase, begin: string) {
    super({ database })
    this.#begin = begin
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(this.#begin))
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
