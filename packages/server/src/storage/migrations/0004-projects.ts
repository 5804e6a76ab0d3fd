/** Projects and the versions they bundle. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('projects')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('description', 'text', (column) => column.notNull())
    .addColumn('color', 'text', (column) => column.notNull())
    .addColumn('created_by_id', 'text', (column) => column.notNull())
    .addColumn('created_by_kind', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addColumn('published_at', 'bigint')
    .addColumn('deleted_at', 'bigint')
    .execute()

  await db.schema
    .createTable('project_items')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('project_id', 'text', (column) => column.notNull().references('projects.id'))
    .addColumn('content_id', 'text', (column) => column.notNull().references('content_items.id'))
    .addColumn('version_id', 'text', (column) => column.notNull().unique().references('versions.id'))
    .addColumn('assignee_id', 'text', (column) => column.references('people.id'))
    .addColumn('due_at', 'bigint')
    .addColumn('added_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_by_id', 'text', (column) => column.notNull())
    .addColumn('updated_by_kind', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createIndex('project_items_project')
    .on('project_items')
    .columns(['project_id', 'id'])
    .execute()
  await db.schema.createIndex('project_items_content').on('project_items').column('content_id').execute()
}
