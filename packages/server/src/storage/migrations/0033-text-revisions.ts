/** Which text of a version was read: `text_revision` grows with each edit. And who edited it, for nobody approves their own words. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('versions')
    .addColumn('text_revision', 'integer', (column) => column.notNull().defaultTo(1))
    .execute()
  await db.schema
    .createTable('version_editors')
    .addColumn('version_id', 'text', (column) => column.notNull().references('versions.id'))
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('edited_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('version_editors_key', ['version_id', 'person_id'])
    .execute()
  // Of older versions only the last one to write is known; a version that nobody edited is a copy, or its author's words.
  await sql`insert into version_editors (version_id, person_id, edited_at)
    select id, coalesce(edited_by_id, author_id), updated_at from versions
    where coalesce(edited_by_kind, author_kind) = 'person' and (edited_by_id is not null or number = 1)`.execute(
    db,
  )
}
