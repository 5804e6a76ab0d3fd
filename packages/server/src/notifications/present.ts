/** Notifications as their person sees them, and the events that tell inboxes of those that were made or changed. */
import { channels, type InboxCounts, type Notification } from '@copydesk/contract'
import { type CommandContext, event, instant, instantOrNull } from '../command/command.ts'
import type { ChannelEvent } from '../storage/journal.ts'
import type { Row } from '../storage/schema.ts'

/** The person it belongs to is in none of its fields: nobody else gets it. */
export function presentNotification(row: Row<'notifications'>): Notification {
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
    createdAt: instant(row.created_at),
    seenAt: instantOrNull(row.seen_at),
    readAt: instantOrNull(row.read_at),
  }
}

/** Tells one inbox of these notifications of its person, as they are now. */
export function inboxEvent(
  context: CommandContext,
  type: 'notification.created' | 'notification.changed',
  rows: readonly Row<'notifications'>[],
  counts: InboxCounts,
): ChannelEvent {
  const personId = rows[0]?.person_id ?? ''
  const notifications = rows.map(presentNotification)
  return { channel: channels.person(personId), event: event(context, type, { notifications, counts }) }
}
