/**
 * The built-in content store: items and their versions per language. Bodies have a table of their own, since
 * SQLite writes a whole row again for each change of it, and statuses change far more often than texts.
 */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('content_items')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('source', 'text')
    .addColumn('external_id', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_by_id', 'text', (column) => column.notNull())
    .addColumn('updated_by_kind', 'text', (column) => column.notNull())
    .addUniqueConstraint('content_items_external', ['source', 'external_id'])
    .execute()

  await db.schema
    .createTable('versions')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('content_id', 'text', (column) => column.notNull().references('content_items.id'))
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('author_id', 'text', (column) => column.notNull())
    .addColumn('author_kind', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addUniqueConstraint('versions_number', ['content_id', 'language', 'number'])
    .execute()

  await db.schema
    .createTable('version_bodies')
    .addColumn('version_id', 'text', (column) => column.primaryKey().references('versions.id'))
    .addColumn('body', 'text', (column) => column.notNull())
    .execute()
}
