/** How much is kept of each channel, so that retention can go by it without reading all of it. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('channels')
    .addColumn('bytes', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute()
  await sql`update channels set bytes = coalesce(
    (select sum(octet_length(data)) from publications where publications.channel = channels.name), 0)`.execute(
    db,
  )
}
