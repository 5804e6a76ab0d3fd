/** Projects that take a release back, and what became of the release by that. */
import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('projects').addColumn('reverts_release_id', 'text').execute()
  for (const column of ['revert_project_id', 'reverted_by_id']) {
    await db.schema.alterTable('releases').addColumn(column, 'text').execute()
  }
}
