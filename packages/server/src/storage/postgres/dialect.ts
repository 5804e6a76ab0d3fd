/**
 * Kysely's PostgreSQL dialect, with three things added. Every transaction begins with limits of its own: set with the
 * transaction and not with the connection, so that a pooler may hand each transaction another connection. Its first
 * answer tells which server and which tables it has reached (history.ts). Columns of text are made to sort by code
 * points, as SQLite's do, whatever the database's own order is.
 */
import {
  ColumnDefinitionNode,
  CompiledQuery,
  type DataTypeNode,
  type DialectAdapter,
  type Driver,
  PostgresAdapter,
  PostgresDialect,
  PostgresDriver,
  type PostgresPool,
  PostgresQueryCompiler,
  type QueryCompiler,
} from 'kysely'
import { OvertakenError } from '../overtaken-error.ts'
import { failureOf } from './failure-of.ts'
import type { History } from './history.ts'

export interface TransactionOptions {
  mode: 'read committed' | 'repeatable read read only'
  /** A row or table that someone else keeps locked. */
  lockTimeoutMs: number
  /** 0: none. */
  statementTimeoutMs: number
  /** Of a transaction in which nothing is asked: its locks would be held until the process ends. */
  idleTimeoutMs: number
}

export interface CopydeskPostgresConfig {
  pool: PostgresPool
  transactions: TransactionOptions
  /** Looks at each transaction's server before it is used; left out before the tables are there. */
  history?: History
}

export class CopydeskPostgresDialect extends PostgresDialect {
  readonly #config: CopydeskPostgresConfig

  constructor(config: CopydeskPostgresConfig) {
    super(config)
    this.#config = config
  }

  override createDriver(): Driver {
    return new TransactionDriver(this.#config)
  }

  override createAdapter(): DialectAdapter {
    return new UnlockedAdapter()
  }

  override createQueryCompiler(): QueryCompiler {
    return new CodePointOrderCompiler()
  }
}

type Connection = Parameters<PostgresDriver['rollbackTransaction']>[0]

class TransactionDriver extends PostgresDriver {
  readonly #begin: CompiledQuery
  readonly #history: History | undefined

  constructor({ pool, transactions, history }: CopydeskPostgresConfig) {
    super({ pool })
    const { mode, lockTimeoutMs, statementTimeoutMs, idleTimeoutMs } = transactions
    this.#history = history
    this.#begin = CompiledQuery.raw(
      [
        `begin isolation level ${mode}`,
        `set local lock_timeout = ${lockTimeoutMs}`,
        `set local statement_timeout = ${statementTimeoutMs}`,
        `set local idle_in_transaction_session_timeout = ${idleTimeoutMs}`,
        ...(history ? [history.whereabouts] : []),
      ].join('; '),
    )
  }

  override async beginTransaction(connection: Connection): Promise<void> {
    for (;;) {
      try {
        const { rows } = await connection.executeQuery<{ whereabouts: string }>(this.#begin)
        if (!this.#history || this.#history.isKnown(rows[0]?.whereabouts)) return
      } catch (error) {
        // It may have begun; rolling back a transaction that has not does no harm.
        await this.rollbackTransaction(connection).catch(() => {})
        throw isLost(error) ? new OvertakenError('The connection was gone', { cause: error }) : error
      }
      await this.rollbackTransaction(connection)
      await this.#history.resume(connection)
    }
  }
}

/** A connection of the pool that ended while nobody used it: PostgreSQL was restarted, or is another one now. */
function isLost(error: unknown): boolean {
  return failureOf(error)?.code === 'storage_unreachable'
}

/** Migrations run in a transaction that has its lock already (migrate-postgres.ts); Kysely's is the session's, which a pooler changes. */
class UnlockedAdapter extends PostgresAdapter {
  override async acquireMigrationLock(): Promise<void> {}
  override async releaseMigrationLock(): Promise<void> {}
}

class CodePointOrderCompiler extends PostgresQueryCompiler {
  protected override visitDataType(node: DataTypeNode): void {
    super.visitDataType(node)
    const isColumn = this.parentNode && ColumnDefinitionNode.is(this.parentNode)
    if (isColumn && node.dataType === 'text') this.append(' collate "C"')
  }
}
