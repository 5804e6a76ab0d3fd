/** Notifications as their person sees them. */
import type { Notification } from '@copydesk/contract'
import { instant, instantOrNull } from '../command/command.ts'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'
import { type Titled, withTodaysTitles } from './todays-titles.ts'

/** The person it belongs to is in none of its fields: nobody else gets it. */
export function presentNotification(row: Titled): Notification {
  return {
    id: row.id,
    revision: row.revision,
    offset: row.offset,
    kind: row.kind,
    reason: row.reason,
    actor: { id: row.actor_id, kind: row.actor_kind },
    projectId: row.project_id,
    projectName: row.project_name,
    itemId: row.item_id,
    itemTitle: row.item_title,
    commentId: row.comment_id,
    contentId: row.content_id,
    versionId: row.version_id,
    excerpt: row.excerpt,
    facts: row.facts === null ? null : JSON.parse(row.facts),
    ...(row.references && { references: row.references }),
    createdAt: instant(row.created_at),
    seenAt: instantOrNull(row.seen_at),
    readAt: instantOrNull(row.read_at),
  }
}

/** By the titles of today; of rows that their person sees. */
export async function presentNotifications(
  tx: Tx,
  rows: readonly Row<'notifications'>[],
): Promise<Notification[]> {
  return (await withTodaysTitles(tx, rows)).map(presentNotification)
}
