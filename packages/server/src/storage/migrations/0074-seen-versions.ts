/** Which versions everybody may have seen: of those that private projects hold, nobody else has from now on. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('versions')
    .addColumn('seen_by_all', 'integer', (column) => column.notNull().defaultTo(1))
    .execute()
  await sql`update versions set seen_by_all = 0
    where status not in ('published', 'previously_published') and id in (
      select item.version_id from project_items as item
      join projects as project on project.id = item.project_id
      where item.action = 'publish' and project.visibility = 'private')`.execute(db)
}
