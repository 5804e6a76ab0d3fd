/** When people are mailed, and of what: settings, digests, threads whose mail was ended. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('preferences').addColumn('email', 'integer').execute()
  await db.schema
    .alterTable('mail_notices')
    .addColumn('digest', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await db.schema
    .createTable('mail_settings')
    .addColumn('person_id', 'text', (column) => column.primaryKey())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('wait_minutes', 'integer', (column) => column.notNull())
    .addColumn('digest', 'text', (column) => column.notNull())
    .addColumn('digest_hour', 'integer', (column) => column.notNull())
    .addColumn('digest_weekday', 'integer', (column) => column.notNull())
    .addColumn('working_days', 'text', (column) => column.notNull())
    .addColumn('quiet_from', 'integer')
    .addColumn('quiet_to', 'integer')
    .execute()
  await db.schema
    .createTable('mail_mutes')
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('thread_key', 'text', (column) => column.notNull())
    .addColumn('muted_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('mail_mutes_key', ['person_id', 'thread_key'])
    .execute()
}
