/** The place of each comment in its thread, so that a part of a long one can be read, and says what is left out. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('comments')
    .addColumn('number', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await sql`update comments set number = numbered.number
    from (
      select id, row_number() over (partition by thread_id order by id) as number
      from comments where id <> thread_id
    ) as numbered
    where numbered.id = comments.id`.execute(db)
}
