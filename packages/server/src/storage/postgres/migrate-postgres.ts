/**
 * Migrates PostgreSQL, one server at a time: the others ask again until it is done, and find nothing left to do. The
 * lock is a transaction's, so that a pooler may stand in between. None waits within a statement: that would be a
 * snapshot, and an index that is built meanwhile waits for the end of every older snapshot.
 *
 *     lock ─▶ change of indices, on another connection ─▶ migrations up to the next such change ─▶ commit ─▶ again
 */
import { type Kysely, sql } from 'kysely'
import { type MigrationParts, migrateWithin } from '../migrate.ts'
import type { IndexChange } from '../migrations/index-change.ts'
import type { Tables } from '../schema.ts'
import { StorageFailure } from '../storage-failure.ts'
import { changeIndex } from './change-index.ts'
import type { TransactionOptions } from './dialect.ts'

/**
 * A migration may take its time, but not keep everybody waiting who comes after it while it waits for a lock itself.
 */
export const migrating: TransactionOptions = {
  mode: 'read committed',
  lockTimeoutMs: 5000,
  statementTimeoutMs: 0,
  idleTimeoutMs: 0,
}

/** Copydesk's own number. */
const lock = 7310579823061
const askAgainMs = 200
const patienceMs = 600_000

export interface MigratePostgresParts {
  /** Its transactions are `migrating`. */
  migrator: Kysely<Tables>
  /** Has connections beside the one that the migrator uses. */
  outside: Kysely<Tables>
  migrations?: MigrationParts['migrations']
}

/** Throws with nothing changed when a migration fails, but for those in transactions before it. */
export async function migratePostgres({ migrator, outside, ...parts }: MigratePostgresParts): Promise<void> {
  await underLock(migrator, ensureFoldCase)
  for (let isDone = false; !isDone; ) {
    const run = async (tx: Kysely<Tables>) => {
      const changeIndices = async (indices: readonly IndexChange[]) => {
        // A query with parameters keeps its snapshot until the next one, for which the index would wait. It would also
        // wait for whoever has looked into its table: this transaction looked into `meta`, which needs no index.
        await sql`select 1`.execute(tx)
        for (const index of indices) await changeIndex(outside, index)
      }
      return migrateWithin(tx, { ...parts, changeIndices, schema: await currentSchema(tx) })
    }
    isDone = (await underLock(migrator, run)).isDone
  }
}

/** Another schema of the database may have tables of the same names. */
async function currentSchema(tx: Kysely<Tables>): Promise<string | undefined> {
  const { rows } = await sql<{ name: string | null }>`select current_schema() as name`.execute(tx)
  return rows[0]?.name ?? undefined
}

async function underLock<T>(db: Kysely<Tables>, work: (tx: Kysely<Tables>) => Promise<T>): Promise<T> {
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += askAgainMs) {
    const done = await db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ is_mine: boolean }>`
        select pg_try_advisory_xact_lock(${sql.lit(lock)}) as is_mine`.execute(tx)
      return rows[0]?.is_mine ? { result: await work(tx) } : undefined
    })
    if (done) return done.result
    await new Promise((resolve) => setTimeout(resolve, askAgainMs))
  }
  throw new StorageFailure('storage_busy', {
    remedy: 'Another server has been migrating for ten minutes: its log and pg_stat_activity tell why.',
  })
}

/** Lower case as JavaScript has it, whatever the database's own locale: the reducers of clients must agree. */
async function ensureFoldCase(tx: Kysely<Tables>): Promise<void> {
  const { rows } = await sql`select to_regprocedure('fold_case(text)') as there where
    to_regprocedure('fold_case(text)') is not null`.execute(tx)
  if (rows.length > 0) return
  await sql`create function fold_case(text) returns text language sql immutable strict parallel safe
    return lower($1 collate "und-x-icu")`.execute(tx)
}
