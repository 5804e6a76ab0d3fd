/** Schedules from before it was looked whether they go out are looked after as well. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // What these entries are is said in `projects/schedules/look-after.ts`; no other entry has the id of a schedule.
  await sql`insert into outbox (id, topic, payload, key, created_at, due_at, timed, attempts)
    select id, 'look-after-schedule',
      '{"scheduleId":"' || id || '",' || case when project_id is null
        then '"contentId":"' || content_id || '","versionId":"' || version_id || '"}'
        else '"projectId":"' || project_id || '"}' end,
      id, updated_at, due_at + 600000, 1, 0
    from schedules where state = 'pending' and not exists (
      select 1 from outbox as known where known.topic = 'look-after-schedule' and known.key = schedules.id)`.execute(
    db,
  )
}
