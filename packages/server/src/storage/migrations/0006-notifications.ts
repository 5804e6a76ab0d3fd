/** The inbox: one row per event, person and reason. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('notifications')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull().references('people.id').onDelete('cascade'))
    .addColumn('event_id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('actor_id', 'text', (column) => column.notNull())
    .addColumn('actor_kind', 'text', (column) => column.notNull())
    .addColumn('project_id', 'text', (column) => column.notNull())
    .addColumn('project_name', 'text', (column) => column.notNull())
    .addColumn('item_id', 'text')
    .addColumn('item_title', 'text')
    .addColumn('comment_id', 'text')
    .addColumn('excerpt', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('seen_at', 'bigint')
    .addColumn('read_at', 'bigint')
    .addUniqueConstraint('notifications_once', ['event_id', 'person_id', 'reason'])
    .execute()
  await db.schema
    .createIndex('notifications_person')
    .on('notifications')
    .columns(['person_id', 'id'])
    .execute()
  await sql`create index notifications_unread on notifications (person_id) where read_at is null`.execute(db)
  await sql`create index notifications_comment on notifications (comment_id) where comment_id is not null`.execute(
    db,
  )
  await sql`create index notifications_unseen on notifications (person_id) where seen_at is null`.execute(db)
}
