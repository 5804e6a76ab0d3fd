/**
 * Comments know the text that they are about: those on an item outlive it, and those on a text by itself have no project.
 * SQLite cannot make a column nullable: there the table is written anew, where nobody else writes meanwhile; no other
 * table refers to it.
 */
import { type Kysely, SqliteAdapter, sql } from 'kysely'

const columns = sql.raw(
  'id, revision, project_id, item_id, thread_id, parent_id, author_id, author_kind, body, created_at, edited_at, deleted_at',
)

/** Where the version of an item is found, now or after it left. */
const holders = ['project_items', 'removed_items']

export async function up(db: Kysely<unknown>): Promise<void> {
  if (db.getExecutor().adapter instanceof SqliteAdapter) await rewrite(db)
  else {
    await sql`alter table comments alter column project_id drop not null`.execute(db)
    for (const column of ['content_id', 'language']) {
      await db.schema.alterTable('comments').addColumn(column, 'text').execute()
    }
  }
  for (const holder of holders) await nameTexts(db, sql`select id, version_id from ${sql.table(holder)}`)
  await nameTexts(
    db,
    sql`select item_id as id, max(version_id) as version_id from release_items group by item_id`,
  )
}

async function nameTexts(db: Kysely<unknown>, items: ReturnType<typeof sql>): Promise<void> {
  await sql`update comments set content_id = version.content_id, language = version.language
    from (${items}) as item inner join versions as version on version.id = item.version_id
    where comments.item_id = item.id and comments.content_id is null`.execute(db)
}

async function rewrite(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('comments_next')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('project_id', 'text', (column) => column.references('projects.id'))
    .addColumn('item_id', 'text')
    .addColumn('thread_id', 'text', (column) => column.notNull())
    .addColumn('parent_id', 'text')
    .addColumn('author_id', 'text', (column) => column.notNull())
    .addColumn('author_kind', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('edited_at', 'bigint')
    .addColumn('deleted_at', 'bigint')
    .addColumn('content_id', 'text')
    .addColumn('language', 'text')
    .execute()
  await sql`insert into comments_next (${columns}) select ${columns} from comments`.execute(db)
  await db.schema.dropTable('comments').execute()
  await db.schema.alterTable('comments_next').renameTo('comments').execute()
  await sql`create index comments_project_thread on comments (project_id, thread_id, id)`.execute(db)
  await sql`create index comments_item on comments (item_id)`.execute(db)
}
