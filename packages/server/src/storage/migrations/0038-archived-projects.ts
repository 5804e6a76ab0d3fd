/** Projects that are archived, and the items that left a project with its archiving or deletion. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('projects').addColumn('archived_at', 'bigint').execute()
  await db.schema.alterTable('removed_items').addColumn('left_with', 'text').execute()
}
