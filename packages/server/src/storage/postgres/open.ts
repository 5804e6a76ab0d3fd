/**
 * Opens a PostgreSQL database: checks that it is one that Copydesk can use, brings its schema up, and compares its
 * history with the one it remembers.
 */
import { Kysely, sql } from 'kysely'
import { OvertakenError } from '../overtaken-error.ts'
import type { Tables } from '../schema.ts'
import type { Storage } from '../storage.ts'
import { StorageFailure } from '../storage-failure.ts'
import { StorageRefusedError } from '../storage-refused-error.ts'
import { connectionOptions, shownAddress } from './connection-options.ts'
import { CopydeskPostgresDialect, type TransactionOptions } from './dialect.ts'
import { failureOf } from './failure-of.ts'
import { History } from './history.ts'
import { migratePostgres, migrating } from './migrate-postgres.ts'
import { createPool } from './pool.ts'
import { PostgresStorage } from './postgres-storage.ts'
import { applyTableSettings } from './table-settings.ts'

export interface OpenPostgresOptions {
  /** `postgres://user:password@host/database`, in psql's terms. */
  url: string
  /** At most, for reads and writes together. */
  connections: number
  /** Of everything but migrations. Longer than a batch of an import takes, shorter than what people take for broken. */
  statementTimeoutMs?: number
  /** For a row that somebody else keeps locked. */
  lockTimeoutMs?: number
}

const oldestVersion = 15

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
  const writePool = createPool(options, share)
  const readPool = createPool(options, share)
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

async function refuseUnusable(db: Kysely<Tables>, address: string): Promise<void> {
  const { rows } = await sql<{ version: string; encoding: string; is_standby: boolean }>`
    select current_setting('server_version') as version, current_setting('server_encoding') as encoding,
      pg_is_in_recovery() as is_standby`.execute(db)
  const { version = '', encoding = '', is_standby: isStandby } = rows[0] ?? {}
  if (Number.parseInt(version, 10) < oldestVersion) {
    throw new StorageRefusedError(
      `The database ${address} is PostgreSQL ${version}; Copydesk needs ${oldestVersion} or newer. Nothing was changed.`,
    )
  }
  if (encoding !== 'UTF8') {
    throw new StorageRefusedError(
      `The database ${address} has the encoding ${encoding} and needs UTF8, or it could not hold every text. ` +
        'Nothing was changed. Make it with createdb --encoding=UTF8 --template=template0 NAME.',
    )
  }
  if (isStandby) {
    throw new StorageFailure('storage_read_only', {
      cause: new Error(`${address} is a standby`),
      remedy: 'Name the primary in COPYDESK_DATABASE_URL.',
    })
  }
}
