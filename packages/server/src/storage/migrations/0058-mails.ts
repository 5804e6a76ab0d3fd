/**
 * Mail: which notifications wait to be told of by it, and what became of each mail. A notification is in one mail at
 * most.
 */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('mails')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('thread_key', 'text')
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('address', 'text')
    .addColumn('title', 'text')
    .addColumn('note', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('begun_at', 'bigint')
    .addColumn('settled_at', 'bigint')
    .execute()
  await db.schema.createIndex('mails_person').on('mails').columns(['person_id', 'thread_key', 'id']).execute()
  await db.schema
    .createTable('mail_notices')
    .addColumn('notification_id', 'text', (column) =>
      column.primaryKey().references('notifications.id').onDelete('cascade'),
    )
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('due_at', 'bigint')
    .addColumn('mail_id', 'text')
    .execute()
  await db.schema.createIndex('mail_notices_due').on('mail_notices').columns(['due_at']).execute()
  await db.schema.createIndex('mail_notices_mail').on('mail_notices').columns(['mail_id']).execute()
}
