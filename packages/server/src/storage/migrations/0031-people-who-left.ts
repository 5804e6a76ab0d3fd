/** Since when people are kept out, and which of them for good. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('people').addColumn('deactivated_at', 'bigint').execute()
  await db.schema.alterTable('people').addColumn('removed_at', 'bigint').execute()
}
