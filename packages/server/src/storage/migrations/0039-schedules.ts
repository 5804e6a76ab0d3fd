/**
 * Schedules: when a project, or a version by itself, goes out. At most one of each is pending or missed. What shows one
 * names it, without a constraint: its row is written in the same transaction.
 */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('schedules')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('project_id', 'text', (column) => column.references('projects.id'))
    .addColumn('content_id', 'text', (column) => column.references('content_items.id'))
    .addColumn('version_id', 'text', (column) => column.references('versions.id'))
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('wall_time', 'text', (column) => column.notNull())
    .addColumn('time_zone', 'text', (column) => column.notNull())
    .addColumn('occurrence', 'text')
    .addColumn('due_at', 'bigint', (column) => column.notNull())
    .addColumn('zone_edition', 'text', (column) => column.notNull())
    .addColumn('note', 'text', (column) => column.notNull())
    .addColumn('scheduled_by_id', 'text', (column) => column.notNull())
    .addColumn('scheduled_by_kind', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addColumn('blocked_at', 'bigint')
    .addColumn('ended_at', 'bigint')
    .addColumn('failure_code', 'text')
    .addColumn('failure_detail', 'text')
    .execute()
  for (const column of ['project_id', 'version_id']) {
    await sql`create unique index ${sql.ref(`schedules_of_${column}`)} on schedules (${sql.ref(column)})
      where state in ('pending', 'missed')`.execute(db)
  }
  for (const table of ['projects', 'versions', 'releases']) {
    await db.schema.alterTable(table).addColumn('schedule_id', 'text').execute()
  }
}
