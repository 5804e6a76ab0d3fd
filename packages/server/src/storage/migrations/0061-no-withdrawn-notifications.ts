/** Entries of inboxes are withdrawn; single notifications are shown by sight alone. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('notifications').dropColumn('withdrawn_at').execute()
}
