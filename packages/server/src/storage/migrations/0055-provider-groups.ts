/** Groups whose people are those that the provider says. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('groups')
    .addColumn('managed', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
}
