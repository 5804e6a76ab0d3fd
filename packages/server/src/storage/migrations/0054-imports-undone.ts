/** Runs of imports with what each of them wrote and what was there before, so that a run can be taken back. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('import_runs')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('folder', 'text', (column) => column.notNull())
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('undone_at', 'bigint')
    .execute()
  await db.schema
    .createTable('import_changes')
    .addColumn('run_id', 'text', (column) => column.notNull())
    .addColumn('version_id', 'text', (column) => column.notNull())
    .addColumn('content_id', 'text', (column) => column.notNull())
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('text_revision', 'integer', (column) => column.notNull())
    .addColumn('title', 'text')
    .addColumn('body', 'text')
    .addColumn('fields', 'text')
    .addColumn('remembered', 'text')
    .addPrimaryKeyConstraint('import_changes_pk', ['run_id', 'version_id'])
    .execute()
}
