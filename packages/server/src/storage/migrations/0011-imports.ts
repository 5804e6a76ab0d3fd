/**
 * What imports remember: their folders and languages, the items they made, and what they wrote last into each text.
 * Versions tell whether a person wrote in them; of those that are there already, only what nothing touched since it was
 * inserted by the system counts as the system's own.
 */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('versions')
    .addColumn('by_hand', 'integer', (column) => column.notNull().defaultTo(1))
    .execute()
  await sql`update versions set by_hand = 0 where author_kind = 'system' and revision = 1`.execute(db)
  await db.schema.alterTable('version_bodies').addColumn('fields', 'text').execute()

  await db.schema
    .createTable('import_folders')
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('languages', 'text', (column) => column.notNull())
    .addColumn('imported_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('import_folders_pk', ['source', 'path'])
    .execute()

  await db.schema
    .createTable('import_items')
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('external_id', 'text', (column) => column.notNull())
    .addColumn('content_id', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('import_items_pk', ['source', 'external_id'])
    .execute()
  await sql`insert into import_items (source, external_id, content_id)
    select source, external_id, id from content_items
    where source like 'import:%' and external_id is not null`.execute(db)

  await db.schema
    .createTable('import_texts')
    .addColumn('content_id', 'text', (column) => column.notNull().references('content_items.id'))
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('folder', 'text', (column) => column.notNull())
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('text_hash', 'text', (column) => column.notNull())
    .addColumn('fields_hash', 'text', (column) => column.notNull())
    .addColumn('links_hash', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('import_texts_pk', ['content_id', 'language'])
    .execute()
}
