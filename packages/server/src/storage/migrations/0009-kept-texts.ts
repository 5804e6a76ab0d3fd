/** Texts that lost to others, kept with their version; and who wrote the present text of a version. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('kept_texts')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('version_id', 'text', (column) =>
      column.notNull().references('versions.id').onDelete('cascade'),
    )
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('author_id', 'text', (column) => column.notNull())
    .addColumn('author_kind', 'text', (column) => column.notNull())
    .addColumn('kept_at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('kept_texts_version').on('kept_texts').columns(['version_id', 'id']).execute()
  await db.schema.alterTable('versions').addColumn('edited_by_id', 'text').execute()
  await db.schema.alterTable('versions').addColumn('edited_by_kind', 'text').execute()
}
