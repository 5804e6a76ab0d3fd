/**
 * People are told of content too that is in no project, so a notification names a project or a version. SQLite cannot
 * make a column nullable: there the table is written anew, where nobody else writes meanwhile; no other table refers
 * to it.
 */
import { type Kysely, SqliteAdapter, sql } from 'kysely'

const columns = sql.raw(
  `id, revision, person_id, event_id, kind, reason, actor_id, actor_kind, project_id, project_name, item_id, item_title,
  comment_id, excerpt, created_at, seen_at, read_at, facts, "offset"`,
)

export async function up(db: Kysely<unknown>): Promise<void> {
  if (db.getExecutor().adapter instanceof SqliteAdapter) await rewrite(db)
  else {
    for (const column of ['project_id', 'project_name']) {
      await sql`alter table notifications alter column ${sql.ref(column)} drop not null`.execute(db)
    }
  }
  for (const column of ['content_id', 'version_id']) {
    await db.schema.alterTable('notifications').addColumn(column, 'text').execute()
  }
}

async function rewrite(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('notifications_next')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull().references('people.id').onDelete('cascade'))
    .addColumn('event_id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('actor_id', 'text', (column) => column.notNull())
    .addColumn('actor_kind', 'text', (column) => column.notNull())
    .addColumn('project_id', 'text')
    .addColumn('project_name', 'text')
    .addColumn('item_id', 'text')
    .addColumn('item_title', 'text')
    .addColumn('comment_id', 'text')
    .addColumn('excerpt', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('seen_at', 'bigint')
    .addColumn('read_at', 'bigint')
    .addColumn('facts', 'text')
    .addColumn('offset', 'bigint', (column) => column.notNull().defaultTo(0))
    .addUniqueConstraint('notifications_once', ['event_id', 'person_id', 'reason'])
    .execute()
  await sql`insert into notifications_next (${columns}) select ${columns} from notifications`.execute(db)
  await db.schema.dropTable('notifications').execute()
  await db.schema.alterTable('notifications_next').renameTo('notifications').execute()
  const indices = [
    'notifications_comment on notifications (comment_id) where comment_id is not null',
    'notifications_arrival on notifications (person_id, "offset", id)',
    'notifications_unread_arrival on notifications (person_id, "offset", id) where read_at is null',
    'notifications_unseen_arrival on notifications (person_id, "offset", id) where seen_at is null',
    'notifications_read_together on notifications (person_id, read_at, "offset", id) where read_at is not null',
  ]
  for (const index of indices) await sql.raw(`create index ${index}`).execute(db)
}
