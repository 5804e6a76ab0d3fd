/** How many comments a project and an item have, deleted ones excepted: kept, so that no comment counts all the others. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('comment_counts')
    .addColumn('subject_id', 'text', (column) => column.primaryKey())
    .addColumn('count', 'integer', (column) => column.notNull())
    .execute()
  await sql`insert into comment_counts (subject_id, count)
    select project_id, count(*) from comments where deleted_at is null group by project_id
    union all
    select item_id, count(*) from comments where deleted_at is null and item_id is not null group by item_id`.execute(
    db,
  )
}
