/** Rows of an inbox, written straight into the database: unread and unseen, oldest first. Nothing is published. */
import type { Id } from '@copydesk/contract'
import type { Services } from '../src/services.ts'

export async function buildNotifications(
  { storage, newId, now }: Services,
  { personId, count }: { personId: Id; count: number },
): Promise<Id[]> {
  const rows = Array.from({ length: count }, (_, index) => ({
    id: newId(),
    revision: 1,
    person_id: personId,
    event_id: newId(),
    kind: 'comment.created' as const,
    reason: 'reply' as const,
    actor_id: newId(),
    actor_kind: 'person' as const,
    project_id: newId(),
    project_name: 'Spring campaign',
    item_id: null,
    item_title: null,
    comment_id: newId(),
    excerpt: `Comment ${index + 1}`,
    created_at: now(),
    seen_at: null,
    read_at: null,
  }))
  if (rows.length > 0) await storage.write((tx) => tx.insertInto('notifications').values(rows).execute())
  return rows.map((row) => row.id)
}
