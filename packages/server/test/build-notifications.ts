/**
 * Rows of an inbox, written straight into the database: unread and unseen, oldest first. Nothing is published. Without
 * an `offset` of the first they are from before offsets were kept.
 */
import type { Id } from '@copydesk/contract'
import { addCounts } from '../src/notifications/counts.ts'
import type { Services } from '../src/services.ts'
import { chunks } from '../src/storage/chunks.ts'

export async function buildNotifications(
  { storage, newId, now }: Services,
  { personId, count, offset = 0 }: { personId: Id; count: number; offset?: number },
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
    facts: null,
    offset: offset === 0 ? 0 : offset + index,
    created_at: now(),
    seen_at: null,
    read_at: null,
  }))
  if (rows.length > 0) {
    await storage.write(async (tx) => {
      for (const chunk of chunks(rows)) await tx.insertInto('notifications').values(chunk).execute()
      await addCounts(tx, personId, { unread: count, unseen: count })
    })
  }
  return rows.map((row) => row.id)
}
