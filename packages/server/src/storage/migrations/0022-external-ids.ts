/** What an application that embeds Copydesk calls a person by, so that its tokens find them again. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('people').addColumn('external_id', 'text').execute()
  await db.schema.createIndex('people_external_id').unique().on('people').column('external_id').execute()
}
