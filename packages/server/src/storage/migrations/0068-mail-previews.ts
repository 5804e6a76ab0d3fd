/** Mails of the demo, which sends none: as they would have arrived. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('mail_previews')
    .addColumn('mail_id', 'text', (column) => column.primaryKey().references('mails.id').onDelete('cascade'))
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('html', 'text', (column) => column.notNull())
    .execute()
}
