/** Why a version was rejected, by whom and when; counts while its status is `rejected`. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('versions').addColumn('rejection_reason', 'text').execute()
  await db.schema.alterTable('versions').addColumn('rejected_by_id', 'text').execute()
  await db.schema.alterTable('versions').addColumn('rejected_by_kind', 'text').execute()
  await db.schema.alterTable('versions').addColumn('rejected_at', 'bigint').execute()
}
