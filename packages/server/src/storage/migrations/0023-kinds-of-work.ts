/**
 * Entries of the outbox under a key, due at an instant, in the name of a person, or claimed with a lease; entries that
 * failed for good, in a table of their own; and a row per name of work, locked while a node is at it.
 */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const column of ['key', 'actor_id', 'actor_kind', 'lease', 'last_error']) {
    await db.schema.alterTable('outbox').addColumn(column, 'text').execute()
  }
  await db.schema
    .alterTable('outbox')
    .addColumn('timed', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await sql`create unique index outbox_key on outbox (topic, key) where key is not null`.execute(db)
  await sql`create index outbox_lease on outbox (topic) where lease is not null`.execute(db)

  await db.schema
    .createTable('failed_work')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('topic', 'text', (column) => column.notNull())
    .addColumn('payload', 'text', (column) => column.notNull())
    .addColumn('key', 'text')
    .addColumn('actor_id', 'text')
    .addColumn('actor_kind', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('failed_at', 'bigint', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('error', 'text', (column) => column.notNull())
    .execute()

  await db.schema
    .createTable('work_locks')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .execute()
}
