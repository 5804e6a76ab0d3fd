/**
 * Builds or drops an index while others go on writing. PostgreSQL does that outside of transactions only, in several
 * steps: what an interrupted one leaves is an index that is not valid, which costs every write and serves no query. It
 * goes, and the index is built anew.
 */
import { type Kysely, sql } from 'kysely'
import { type IndexChange, indexStatement } from '../migrations/index-change.ts'
import type { Tables } from '../schema.ts'

/** May be repeated. Waits until the transactions have ended that began before it. */
export async function changeIndex(db: Kysely<Tables>, index: IndexChange): Promise<void> {
  if ('create' in index) {
    const { rows } = await sql<{ is_valid: boolean }>`select indisvalid as is_valid from pg_index
      where indexrelid = to_regclass(${index.create})`.execute(db)
    if (rows[0]?.is_valid) return
    if (rows.length > 0) await execute(db, { drop: index.create })
  }
  await execute(db, index)
}

async function execute(db: Kysely<Tables>, index: IndexChange): Promise<void> {
  await sql.raw(indexStatement(index, 'concurrently')).execute(db)
}
