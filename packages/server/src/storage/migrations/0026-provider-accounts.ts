/** Who at the OpenID Connect provider is which person. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('provider_accounts')
    .addColumn('issuer', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull().references('people.id').onDelete('cascade'))
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('provider_accounts_pk', ['issuer', 'subject'])
    .execute()
  await db.schema
    .createIndex('provider_accounts_person')
    .on('provider_accounts')
    .column('person_id')
    .execute()
}
