/** What comments said before they were edited, and who deleted one, who may bring it back. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('earlier_words')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('comment_id', 'text', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('written_at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema
    .createIndex('earlier_words_comment')
    .on('earlier_words')
    .columns(['comment_id', 'revision'])
    .execute()
  for (const column of ['deleted_by_id', 'deleted_by_kind']) {
    await db.schema.alterTable('comments').addColumn(column, 'text').execute()
  }
}
