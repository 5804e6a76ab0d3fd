/** Threads that were resolved: by whom and when, beside their opening comment. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('comments').addColumn('resolved_at', 'bigint').execute()
  for (const column of ['resolved_by_id', 'resolved_by_kind']) {
    await db.schema.alterTable('comments').addColumn(column, 'text').execute()
  }
  await db.schema
    .alterTable('comments')
    .addColumn('resolution_revision', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
}
