/** Items that were taken out of their projects: what it takes to put them back as they were. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('removed_items')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('project_id', 'text', (column) => column.notNull().references('projects.id'))
    .addColumn('content_id', 'text', (column) =>
      column.notNull().references('content_items.id').onDelete('cascade'),
    )
    .addColumn('version_id', 'text', (column) =>
      column.notNull().references('versions.id').onDelete('cascade'),
    )
    .addColumn('assignee_id', 'text')
    .addColumn('due_date', 'text')
    .addColumn('added_at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema
    .createIndex('removed_items_version')
    .on('removed_items')
    .columns(['version_id', 'project_id'])
    .unique()
    .execute()
}
