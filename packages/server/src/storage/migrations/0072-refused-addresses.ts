/** Addresses to which the mail server takes nothing: nobody is mailed there until their person or an operator says so. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('refused_addresses')
    .addColumn('person_id', 'text', (column) => column.primaryKey().references('people.id'))
    .addColumn('address', 'text', (column) => column.notNull())
    .addColumn('note', 'text', (column) => column.notNull())
    .addColumn('refused_at', 'bigint', (column) => column.notNull())
    .execute()
}
