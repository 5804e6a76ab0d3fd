/** Projects that only their members see, and who is in them. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('projects')
    .addColumn('visibility', 'text', (column) => column.notNull().defaultTo('public'))
    .execute()
  await db.schema
    .createTable('project_members')
    .addColumn('project_id', 'text', (column) => column.notNull())
    .addColumn('member_id', 'text', (column) => column.notNull())
    .addColumn('member_kind', 'text', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('added_by_id', 'text', (column) => column.notNull())
    .addColumn('added_by_kind', 'text', (column) => column.notNull())
    .addColumn('added_at', 'bigint', (column) => column.notNull())
    .addColumn('entered', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('project_members_key', ['project_id', 'member_id'])
    .execute()
  await db.schema.createIndex('project_members_member').on('project_members').column('member_id').execute()
  await db.schema
    .createTable('access_marks')
    .addColumn('person_id', 'text', (column) => column.primaryKey())
    .addColumn('mark', 'text', (column) => column.notNull())
    .execute()
}
