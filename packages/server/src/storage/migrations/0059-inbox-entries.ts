/**
 * Inboxes list an entry per thread: what was told of one comment thread, item, project or version. Entries say whether
 * they are archived, snoozed or out of sight, and keep what their notifications count up to; the badge counts entries.
 */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('inbox_entries')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull().references('people.id').onDelete('cascade'))
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('place', 'text', (column) => column.notNull())
    .addColumn('project_id', 'text')
    .addColumn('content_id', 'text')
    .addColumn('version_id', 'text')
    .addColumn('offset', 'bigint', (column) => column.notNull())
    .addColumn('latest_id', 'text', (column) => column.notNull())
    .addColumn('size', 'integer', (column) => column.notNull())
    .addColumn('unread', 'integer', (column) => column.notNull())
    .addColumn('unseen', 'integer', (column) => column.notNull())
    .addColumn('mentions', 'integer', (column) => column.notNull())
    .addColumn('actors', 'text', (column) => column.notNull())
    .addColumn('archived_at', 'bigint')
    .addColumn('snoozed_until', 'bigint')
    .addColumn('withdrawn_at', 'bigint')
    .addUniqueConstraint('inbox_entries_once', ['person_id', 'key', 'place'])
    .execute()
  await db.schema.alterTable('notifications').addColumn('entry_id', 'text').execute()
  await groupByThread(db)
  await countEntries(db)
}

/** Each notification with what its entry is unique by. */
const placed = sql`
  select told.id, told.person_id,
    case when comment.thread_id is not null then 'thread:' || comment.thread_id
      when told.project_id is null then 'content:' || coalesce(told.content_id, told.id)
      when told.item_id is not null then 'item:' || told.item_id
      else 'project:' || told.project_id end as key,
    coalesce(told.project_id, case when comment.thread_id is null then told.version_id end,
      told.content_id, told.id) as place
  from notifications as told left join comments as comment on comment.id = told.comment_id`

/** An entry gets the id of its latest notification, and of who acted only whoever did last. */
async function groupByThread(db: Kysely<unknown>): Promise<void> {
  await sql`insert into inbox_entries (id, revision, person_id, key, place, project_id, content_id, version_id,
      "offset", latest_id, size, unread, unseen, mentions, actors, withdrawn_at)
    select id, 1, person_id, key, place, project_id, content_id, version_id, "offset", id, size, unread, unseen, mentions,
      '[{"id":"' || actor_id || '","kind":"' || actor_kind || '"}]', withdrawn_at
    from (
      select told.*, placed.key, placed.place, count(*) over thread as size,
        sum(case when told.read_at is null then 1 else 0 end) over thread as unread,
        sum(case when told.seen_at is null then 1 else 0 end) over thread as unseen,
        sum(case when told.reason = 'mention' then 1 else 0 end) over thread as mentions,
        row_number() over (partition by placed.person_id, placed.key, placed.place
          order by told."offset" desc, told.id desc) as place_in_thread
      from notifications as told inner join (${placed}) as placed on placed.id = told.id
      window thread as (partition by placed.person_id, placed.key, placed.place)
    ) as counted where place_in_thread = 1`.execute(db)
  await sql`update notifications set entry_id = entry.id
    from (${placed}) as placed inner join inbox_entries as entry
      on entry.person_id = placed.person_id and entry.key = placed.key and entry.place = placed.place
    where placed.id = notifications.id`.execute(db)
}

async function countEntries(db: Kysely<unknown>): Promise<void> {
  await sql`delete from inbox_counts`.execute(db)
  await sql`insert into inbox_counts (person_id, unread, unseen)
    select person_id, sum(case when unread > 0 then 1 else 0 end), sum(case when unseen > 0 then 1 else 0 end)
    from inbox_entries where withdrawn_at is null and (unread > 0 or unseen > 0) group by person_id`.execute(
    db,
  )
}
