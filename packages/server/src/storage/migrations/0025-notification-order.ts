/**
 * Notifications are in the order of the offsets at which a person's channel told of them, hold facts beside words, and
 * are counted as they come and go. Those that are there keep offset 0 and their words: they came before all others.
 */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('notifications').addColumn('facts', 'text').execute()
  await db.schema
    .alterTable('notifications')
    .addColumn('offset', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute()
  await sql`create index notifications_arrival on notifications (person_id, "offset", id)`.execute(db)
  await sql`create index notifications_unread_arrival on notifications (person_id, "offset", id)
    where read_at is null`.execute(db)

  await db.schema
    .createTable('inbox_counts')
    .addColumn('person_id', 'text', (column) =>
      column.primaryKey().references('people.id').onDelete('cascade'),
    )
    .addColumn('unread', 'integer', (column) => column.notNull())
    .addColumn('unseen', 'integer', (column) => column.notNull())
    .execute()
  await sql`insert into inbox_counts (person_id, unread, unseen)
    select person_id, sum(case when read_at is null then 1 else 0 end),
      sum(case when seen_at is null then 1 else 0 end)
    from notifications where read_at is null or seen_at is null group by person_id`.execute(db)
}
