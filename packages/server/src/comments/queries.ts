/** Reads comments: a window of whole threads as a live snapshot, and the counts that events carry. */
import { type CommentsState, channels, type Id, type Snapshot } from '@copydesk/contract'
import type { Viewer } from '../command/viewer.ts'
import { viewProject } from '../projects/project/door.ts'
import { cutPage } from '../storage/cut-page.ts'
import { readPosition } from '../storage/journal.ts'
import type { Tx } from '../storage/storage.ts'
import { readCommentCounts } from './comment-counts.ts'
import { presentComment } from './present.ts'

/** Which part of a project's comments. */
export interface CommentsWindow {
  projectId: Id
  /** Only the comments of this item; null for all of the project. */
  itemId: Id | null
  /** Threads older than this one. */
  cursor: Id | undefined
  /** Threads, not comments. */
  limit: number
}

/** `GET /projects/{id}/comments`. Throws `not_found` or `gone` for the project. */
export async function readComments(
  tx: Tx,
  viewer: Viewer,
  { projectId, itemId, cursor, limit }: CommentsWindow,
): Promise<Snapshot<CommentsState>> {
  await viewProject(tx, viewer, projectId, 'comment.read')
  let openings = tx
    .selectFrom('comments')
    .select('thread_id')
    .where('project_id', '=', projectId)
    .whereRef('id', '=', 'thread_id')
  if (itemId !== null) openings = openings.where('item_id', '=', itemId)
  if (cursor !== undefined) openings = openings.where('thread_id', '<', cursor)
  const found = await openings
    .orderBy('thread_id', 'desc')
    .limit(limit + 1)
    .execute()
  const { page, nextCursor } = cutPage(found, limit, (row) => row.thread_id)
  const threads = page.map((row) => row.thread_id)
  const rows = await readThreads(tx, projectId, threads)
  const counts = await readCommentCounts(tx, projectId, itemId)
  return {
    data: rows.map(presentComment),
    nextCursor,
    itemId,
    total: counts.item ?? counts.project,
    position: await readPosition(tx, channels.project(projectId)),
  }
}

function readThreads(tx: Tx, projectId: Id, threads: Id[]) {
  if (threads.length === 0) return []
  return tx
    .selectFrom('comments')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('thread_id', 'in', threads)
    .orderBy('thread_id', 'desc')
    .orderBy('id')
    .execute()
}
