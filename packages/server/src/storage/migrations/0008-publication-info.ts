/** Who published: for publications of clients, in developers' own channels. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('publications').addColumn('info', 'text').execute()
}
