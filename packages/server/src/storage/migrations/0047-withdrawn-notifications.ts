/** Since when somebody does not see what a notification tells of: kept beside it, so that it comes back as it was. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('notifications').addColumn('withdrawn_at', 'bigint').execute()
}
