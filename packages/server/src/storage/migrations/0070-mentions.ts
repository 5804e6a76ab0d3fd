/** Whom comments mention by name, and whether they answered: what awaits them. Those from before it await nobody. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('mentions')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('comment_id', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('thread_id', 'text', (column) => column.notNull())
    .addColumn('home_id', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('done_at', 'bigint')
    .addUniqueConstraint('mentions_once', ['comment_id', 'person_id'])
    .execute()
  await sql`create index mentions_thread on mentions (thread_id, person_id)`.execute(db)
  await sql`create index mentions_open on mentions (person_id, thread_id) where state = 'open'`.execute(db)
  await sql`create index mentions_open_home on mentions (home_id) where state = 'open'`.execute(db)
}
