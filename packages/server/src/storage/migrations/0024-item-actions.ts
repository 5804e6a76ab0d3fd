/**
 * Items publish a version or take down what is live. The one that takes down names a version without holding it, so
 * its version may be in another project too: `version_id` is unique among those that publish only. SQLite cannot drop
 * a constraint, so the table is written anew; no other table refers to it.
 */
import { type Kysely, sql } from 'kysely'

const columns = sql.raw(
  `id, revision, project_id, content_id, version_id, assignee_id, due_date, added_at, updated_at, updated_by_id,
  updated_by_kind`,
)

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('project_items_next')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('project_id', 'text', (column) => column.notNull().references('projects.id'))
    .addColumn('content_id', 'text', (column) => column.notNull().references('content_items.id'))
    .addColumn('version_id', 'text', (column) => column.notNull().references('versions.id'))
    .addColumn('assignee_id', 'text', (column) => column.references('people.id'))
    .addColumn('due_date', 'text')
    .addColumn('added_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_by_id', 'text', (column) => column.notNull())
    .addColumn('updated_by_kind', 'text', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull().defaultTo('publish'))
    .addColumn('review_status', 'text')
    .addColumn('rejection_reason', 'text')
    .addColumn('rejected_by_id', 'text')
    .addColumn('rejected_by_kind', 'text')
    .addColumn('rejected_at', 'bigint')
    .execute()
  await sql`insert into project_items_next (${columns}) select ${columns} from project_items`.execute(db)
  await db.schema.dropTable('project_items').execute()
  await db.schema.alterTable('project_items_next').renameTo('project_items').execute()
  await db.schema
    .createIndex('project_items_project')
    .on('project_items')
    .columns(['project_id', 'id'])
    .execute()
  await db.schema.createIndex('project_items_content').on('project_items').column('content_id').execute()
  await sql`create unique index project_items_held on project_items (version_id)
    where action = 'publish'`.execute(db)
  await db.schema.createIndex('project_items_version').on('project_items').column('version_id').execute()

  await db.schema
    .alterTable('removed_items')
    .addColumn('action', 'text', (column) => column.notNull().defaultTo('publish'))
    .execute()
  for (const column of ['review_status', 'rejection_reason', 'rejected_by_id', 'rejected_by_kind']) {
    await db.schema.alterTable('removed_items').addColumn(column, 'text').execute()
  }
  await db.schema.alterTable('removed_items').addColumn('rejected_at', 'bigint').execute()
  await db.schema.dropIndex('removed_items_version').execute()
  await db.schema
    .createIndex('removed_items_version')
    .on('removed_items')
    .columns(['version_id', 'project_id', 'action'])
    .unique()
    .execute()
}
