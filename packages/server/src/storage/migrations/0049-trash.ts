/** The trash: who deleted content and projects, until when they can be brought back, and since when they are gone for good. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('content_items').addColumn('deleted_at', 'bigint').execute()
  for (const table of ['content_items', 'projects']) {
    await db.schema.alterTable(table).addColumn('deleted_by_id', 'text').execute()
    await db.schema.alterTable(table).addColumn('deleted_by_kind', 'text').execute()
    await db.schema.alterTable(table).addColumn('purge_at', 'bigint').execute()
    await db.schema.alterTable(table).addColumn('purged_at', 'bigint').execute()
  }
  await sql`update projects set purge_at = deleted_at + 2592000000 where deleted_at is not null`.execute(db)
}
