/** When the text of a version was written last: whether what is live was edited after another version was begun. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('versions')
    .addColumn('text_changed_at', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute()
}
