/**
 * Rows of an inbox, written straight into the database: unread and unseen, oldest first, each of a
 * thread of its own. Nothing is published. Without an `offset` of the first they are from before offsets were kept.
 */
import type { Id } from '@copydesk/contract'
import { arrive } from '../src/notifications/inbox/arrive.ts'
import { threadOf } from '../src/notifications/inbox/thread.ts'
import type { Services } from '../src/services.ts'
import { chunks } from '../src/storage/chunks.ts'

const blank = { itemId: null, contentId: null, versionId: null, facts: null }

export async function buildNotifications(
  { storage, newId, now }: Pick<Services, 'storage' | 'newId' | 'now'>,
  {
    personId,
    count,
    offset = 0,
    projectId,
  }: { personId: Id; count: number; offset?: number; projectId?: Id },
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
    project_id: projectId ?? newId(),
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
      const arrivals = rows.map((row) => ({
        row: { ...row, content_id: null, version_id: null },
        thread: threadOf({ ...blank, projectId: row.project_id, threadId: row.comment_id }),
      }))
      const arrived = await arrive({ tx, newId }, arrivals)
      for (const chunk of chunks([...arrived.values()].flatMap((own) => own.rows))) {
        await tx.insertInto('notifications').values(chunk).execute()
      }
    })
  }
  return rows.map((row) => row.id)
}
