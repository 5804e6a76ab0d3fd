/** The first unread comment of each thread in an inbox; of what is unread already it is counted again. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('inbox_entries').addColumn('unread_from', 'text').execute()
}
