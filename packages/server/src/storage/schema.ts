/**
 * The tables, as Kysely sees them; `tables/` has those of each domain. Names are those of the database (snake_case);
 * instants are integer milliseconds since 1970 UTC, ids UUIDv7 text, JSON is text. Both dialects hold to this one schema.
 */
import type { Selectable } from 'kysely'
import type { CommentTables } from './tables/comments.ts'
import type { ContentTables } from './tables/content.ts'
import type { ImportTables } from './tables/imports.ts'
import type { JournalTables } from './tables/journal.ts'
import type { MailTables } from './tables/mails.ts'
import type { NotificationTables } from './tables/notifications.ts'
import type { PeopleTables } from './tables/people.ts'
import type { ProjectTables } from './tables/projects.ts'
import type { ReleaseTables } from './tables/releases.ts'
import type { ReviewTables } from './tables/review.ts'
import type { TraceTables } from './tables/traces.ts'
import type { WorkTables } from './tables/work.ts'

export interface Tables
  extends CommentTables,
    ContentTables,
    ImportTables,
    JournalTables,
    MailTables,
    NotificationTables,
    PeopleTables,
    ProjectTables,
    ReleaseTables,
    ReviewTables,
    TraceTables,
    WorkTables {}

export type Row<Table extends keyof Tables> = Selectable<Tables[Table]>
