/**
 * A version can be published by itself: its release has no project then, and the item of it is none of a project. SQLite
 * cannot make a column nullable, so both tables are written anew there, where nobody else writes meanwhile; no other
 * table refers to them.
 */
import { type Kysely, SqliteAdapter, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  if (db.getExecutor().adapter instanceof SqliteAdapter) return rewrite(db)
  await sql`alter table releases alter column project_id drop not null`.execute(db)
  await sql`alter table release_items alter column item_id drop not null`.execute(db)
}

async function rewrite(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('releases_next')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('project_id', 'text', (column) => column.references('projects.id'))
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('note', 'text', (column) => column.notNull())
    .addColumn('published_count', 'integer', (column) => column.notNull())
    .addColumn('taken_down_count', 'integer', (column) => column.notNull())
    .addColumn('started_by_id', 'text', (column) => column.notNull())
    .addColumn('started_by_kind', 'text', (column) => column.notNull())
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('finished_at', 'bigint')
    .execute()
  await db.schema
    .createTable('release_items_next')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('release_id', 'text', (column) => column.notNull().references('releases_next.id'))
    .addColumn('item_id', 'text')
    .addColumn('content_id', 'text', (column) => column.notNull().references('content_items.id'))
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('version_id', 'text', (column) => column.notNull().references('versions.id'))
    .addColumn('base_version_id', 'text')
    .addColumn('previous_version_id', 'text')
    .addColumn('replaced', 'integer', (column) => column.notNull())
    .execute()
  for (const table of ['releases', 'release_items']) {
    await sql`insert into ${sql.table(`${table}_next`)} select * from ${sql.table(table)}`.execute(db)
  }
  for (const table of ['release_items', 'releases']) await db.schema.dropTable(table).execute()
  for (const table of ['releases', 'release_items']) {
    await db.schema.alterTable(`${table}_next`).renameTo(table).execute()
  }
  await sql`create index releases_project on releases (project_id, id)`.execute(db)
  await sql`create index release_items_release on release_items (release_id, id)`.execute(db)
  await sql`create index release_items_version on release_items (version_id)`.execute(db)
}
