/** The checklists of projects and of their items. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('tasks')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('project_id', 'text', (column) => column.notNull().references('projects.id'))
    .addColumn('item_id', 'text')
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('blocks', 'integer', (column) => column.notNull())
    .addColumn('assignee_id', 'text')
    .addColumn('due_date', 'text')
    .addColumn('place', 'bigint', (column) => column.notNull())
    .addColumn('done_by_id', 'text')
    .addColumn('done_by_kind', 'text')
    .addColumn('done_at', 'bigint')
    .addColumn('created_by_id', 'text', (column) => column.notNull())
    .addColumn('created_by_kind', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_by_id', 'text', (column) => column.notNull())
    .addColumn('updated_by_kind', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addColumn('deleted_at', 'bigint')
    .execute()
  await sql`create index tasks_project on tasks (project_id)`.execute(db)
  await sql`create index tasks_assignee on tasks (assignee_id) where done_at is null and deleted_at is null`.execute(
    db,
  )
}
