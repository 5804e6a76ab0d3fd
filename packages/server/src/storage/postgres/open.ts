/**
 * Opens a PostgreSQL database: checks that it is one that Copydesk can use, brings its schema up, and compares its
 * history with the one it remembers.
 */
import { Kysely } from 'kysely'
import { OvertakenError } from '../overtaken-error.ts'
import type { Tables } from '../schema.ts'
import type { Storage } from '../storage.ts'
import { connectionOptions, shownAddress } from './connection-options.ts'
import { CopydeskPostgresDialect, type TransactionOptions } from './dialect.ts'
import { failureOf } from './failure-of.ts'
import { History } from './history.ts'
import { migratePostgres, migrating } from './migrate-postgres.ts'
import { createPool } from './pool.ts'
import { PostgresStorage } from './postgres-storage.ts'
import { refuseUnusable } from './refuse-unusable.ts'
import { applyTableSettings } from './table-settings.ts'

export interface OpenPostgresOptions {
  /** `postgres://user:password@host/database`, in psql's terms. */
  url: string
  /** At most, for reads and writes together. */
  connections: number
  /** Of everything but migrations. Longer than a batch of an import takes, shorter than what people take for broken. */
  statementTimeoutMs?: number
  /** For a row that somebody else keeps locked, or for a connection. */
  lockTimeoutMs?: number
}

/** Of a transaction that asks nothing: whoever began it hangs, and its locks would stay. */
const idleTimeoutMs = 30_000
/** Opens and migrates. Throws StorageRefusedError when the database must not be used, StorageFailure when it cannot. */
export async function openPostgres({
  url,
  connections,
  statementTimeoutMs = 30_000,
  lockTimeoutMs = 5000,
}: OpenPostgresOptions): Promise<Storage> {
  const limits = { statementTimeoutMs, lockTimeoutMs, idleTimeoutMs }
  const writing: TransactionOptions = { mode: 'read committed', ...limits }
  const reading: TransactionOptions = { mode: 'repeatable read read only', ...limits }
  const options = connectionOptions(url)
  const share = Math.max(1, Math.floor(connections / 2))
  const pooling = { max: share, connectTimeoutMs: lockTimeoutMs }
  const writePool = createPool(options, pooling)
  const readPool = createPool(options, pooling)
  const history = new History()
  const migrator = kysely({ pool: writePool, transactions: migrating })
  const outside = kysely({ pool: readPool, transactions: migrating })
  const writer = kysely({ pool: writePool, transactions: writing, history })
  const reader = kysely({ pool: readPool, transactions: reading, history })
  try {
    await refuseUnusable(migrator, shownAddress(options))
    await migratePostgres({ migrator, outside })
    await applyTableSettings(migrator)
    const storage = new PostgresStorage({ writer, reader })
    await storage.write(async () => {})
    return storage
  } catch (error) {
    await Promise.all([writePool.end(), readPool.end()])
    const reason = error instanceof OvertakenError ? error.cause : error
    throw failureOf(reason) ?? reason
  }
}

function kysely(config: ConstructorParameters<typeof CopydeskPostgresDialect>[0]): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new CopydeskPostgresDialect(config) })
}
