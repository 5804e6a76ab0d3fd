/** Who was told of what happened, who was not, and why: kept for a while, in parts of some hundreds of people. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('traces')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('event_id', 'text', (column) => column.notNull())
    .addColumn('subject_id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('actor_id', 'text', (column) => column.notNull())
    .addColumn('actor_kind', 'text', (column) => column.notNull())
    .addColumn('project_id', 'text')
    .addColumn('item_id', 'text')
    .addColumn('comment_id', 'text')
    .addColumn('content_id', 'text')
    .addColumn('version_id', 'text')
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('traces_event').on('traces').column('event_id').execute()
  await db.schema.createIndex('traces_subject').on('traces').column('subject_id').execute()
  await db.schema.createIndex('traces_project').on('traces').columns(['project_id', 'id']).execute()
  await db.schema.createIndex('traces_at').on('traces').column('at').execute()
  await db.schema
    .createTable('trace_parts')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('trace_id', 'text', (column) => column.notNull().references('traces.id').onDelete('cascade'))
    .addColumn('told', 'integer', (column) => column.notNull())
    .addColumn('withheld', 'integer', (column) => column.notNull())
    .addColumn('decisions', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('trace_parts_trace').on('trace_parts').columns(['trace_id', 'id']).execute()
}
