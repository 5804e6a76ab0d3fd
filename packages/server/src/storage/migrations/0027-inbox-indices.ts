/**
 * What is unseen, and what was marked as read together, is found without reading the rest of the inbox. The indices that
 * go are those of inboxes before they had the order of arrival: no query takes them any more.
 */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index notifications_unseen_arrival on notifications (person_id, "offset", id)
    where seen_at is null`.execute(db)
  await sql`create index notifications_read_together on notifications (person_id, read_at, "offset", id)
    where read_at is not null`.execute(db)
  for (const index of ['notifications_person', 'notifications_unread', 'notifications_unseen']) {
    await db.schema.dropIndex(index).execute()
  }
}
