/** Names and values that developers publish along with a payload. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('publications').addColumn('tags', 'text').execute()
}
