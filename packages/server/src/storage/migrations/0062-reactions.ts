/** Reactions to comments, and beside each comment what everybody is shown of them, so that no list counts them. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('reactions')
    .addColumn('comment_id', 'text', (column) => column.notNull())
    .addColumn('actor_id', 'text', (column) => column.notNull())
    .addColumn('emoji', 'text', (column) => column.notNull())
    .addColumn('actor_kind', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('reactions_key', ['comment_id', 'actor_id', 'emoji'])
    .execute()
  await db.schema
    .alterTable('comments')
    .addColumn('reactions', 'text', (column) => column.notNull().defaultTo('[]'))
    .execute()
  await db.schema
    .alterTable('comments')
    .addColumn('reaction_revision', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
}
