/** Comments in threads. An item's comments stay when the item leaves the project. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('comments')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('project_id', 'text', (column) => column.notNull().references('projects.id'))
    .addColumn('item_id', 'text')
    .addColumn('thread_id', 'text', (column) => column.notNull())
    .addColumn('parent_id', 'text')
    .addColumn('author_id', 'text', (column) => column.notNull())
    .addColumn('author_kind', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('edited_at', 'bigint')
    .addColumn('deleted_at', 'bigint')
    .execute()
  await db.schema
    .createIndex('comments_project_thread')
    .on('comments')
    .columns(['project_id', 'thread_id', 'id'])
    .execute()
  await db.schema.createIndex('comments_item').on('comments').column('item_id').execute()
}
