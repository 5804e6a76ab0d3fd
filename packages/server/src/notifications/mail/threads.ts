/** What of the notifications of one person belongs into one mail: a comment thread, an item, a project, content. */
import { type Id, type SubscriptionKey, subscriptionKey } from '@copydesk/contract'
import { selectInChunks } from '../../storage/chunks.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'

/** By thread; what tells of nothing that could be named is left out. */
export async function byThread(
  tx: Tx,
  rows: readonly Row<'notifications'>[],
): Promise<Map<SubscriptionKey, Row<'notifications'>[]>> {
  const commentIds = rows.flatMap((row) => row.comment_id ?? [])
  const comments = await selectInChunks([...new Set(commentIds)], (chunk) =>
    tx.selectFrom('comments').select(['id', 'thread_id']).where('id', 'in', chunk).execute(),
  )
  const threads = new Map(comments.map((row) => [row.id, row.thread_id]))
  const threadsOfRows = new Map<SubscriptionKey, Row<'notifications'>[]>()
  for (const row of rows) {
    const key = keyOf(row, threads)
    if (key === undefined) continue
    const known = threadsOfRows.get(key)
    if (known) known.push(row)
    else threadsOfRows.set(key, [row])
  }
  return threadsOfRows
}

function keyOf(
  { comment_id, item_id, project_id, content_id }: Row<'notifications'>,
  threads: ReadonlyMap<Id, Id>,
): SubscriptionKey | undefined {
  const threadId = threads.get(comment_id ?? '')
  if (threadId !== undefined) return subscriptionKey('thread', threadId)
  if (project_id === null) return content_id === null ? undefined : subscriptionKey('content', content_id)
  return item_id === null ? subscriptionKey('project', project_id) : subscriptionKey('item', item_id)
}
