/**
 * What was live when a version was begun: publishing it is a conflict when something else is live by then. For the
 * versions that are there already it follows from numbers and times. At most one version is live in a language.
 */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`update versions set status = 'previously_published' where status = 'published' and exists (
    select 1 from versions as newer
    where newer.content_id = versions.content_id and newer.language = versions.language
      and newer.status = 'published' and newer.number > versions.number)`.execute(db)
  await sql`create unique index versions_live on versions (content_id, language)
    where status = 'published'`.execute(db)

  await db.schema.alterTable('versions').addColumn('base_version_id', 'text').execute()
  await sql`update versions set base_version_id = (
    select live.id from versions as live
    where live.content_id = versions.content_id and live.language = versions.language
      and live.status = 'published' and live.number < versions.number
      and live.text_changed_at <= versions.created_at)`.execute(db)
  await sql`update versions set base_version_id = (
    select former.id from versions as former
    where former.content_id = versions.content_id and former.language = versions.language
      and former.status = 'previously_published' and former.number < versions.number
    order by former.number desc limit 1)
    where base_version_id is null`.execute(db)
}
