/**
 * Releases: what publishing a project made of it, item by item, with what was live before. What a version was
 * published by is found by `release_items_version`.
 */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('releases')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('project_id', 'text', (column) => column.notNull().references('projects.id'))
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('note', 'text', (column) => column.notNull())
    .addColumn('published_count', 'integer', (column) => column.notNull())
    .addColumn('taken_down_count', 'integer', (column) => column.notNull())
    .addColumn('started_by_id', 'text', (column) => column.notNull())
    .addColumn('started_by_kind', 'text', (column) => column.notNull())
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('finished_at', 'bigint')
    .execute()
  await db.schema.createIndex('releases_project').on('releases').columns(['project_id', 'id']).execute()

  await db.schema
    .createTable('release_items')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('release_id', 'text', (column) => column.notNull().references('releases.id'))
    .addColumn('item_id', 'text', (column) => column.notNull())
    .addColumn('content_id', 'text', (column) => column.notNull().references('content_items.id'))
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('version_id', 'text', (column) => column.notNull().references('versions.id'))
    .addColumn('base_version_id', 'text')
    .addColumn('previous_version_id', 'text')
    .addColumn('replaced', 'integer', (column) => column.notNull())
    .execute()
  await db.schema
    .createIndex('release_items_release')
    .on('release_items')
    .columns(['release_id', 'id'])
    .execute()
  await db.schema.createIndex('release_items_version').on('release_items').column('version_id').execute()
}
