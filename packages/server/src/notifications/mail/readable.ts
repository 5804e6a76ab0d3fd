/** What of one's notifications one may still be told: the doors of the places are asked at the moment of sending. */
import { Refusal } from '../../command/refusal.ts'
import type { Viewer } from '../../command/viewer.ts'
import { viewText } from '../../comments/text-scope.ts'
import { viewContent } from '../../content/door.ts'
import { viewProject } from '../../projects/project/door.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { seenAmong } from '../sight.ts'

/** Those of these rows of the viewer's inbox that are about something there, and theirs to see. */
export async function readableAmong(
  tx: Tx,
  viewer: Viewer,
  rows: readonly Row<'notifications'>[],
): Promise<Row<'notifications'>[]> {
  const readable: Row<'notifications'>[] = []
  for (const row of await seenAmong(tx, viewer.id, rows))
    if (await isOpen(tx, viewer, row)) readable.push(row)
  return readable
}

async function isOpen(tx: Tx, viewer: Viewer, row: Row<'notifications'>): Promise<boolean> {
  try {
    if (row.project_id !== null) await viewProject(tx, viewer, row.project_id)
    else if (row.content_id !== null) await viewContent(tx, viewer, row.content_id)
    if (row.project_id === null && row.comment_id !== null) await viewThread(tx, viewer, row.comment_id)
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

async function viewThread(tx: Tx, viewer: Viewer, commentId: string): Promise<void> {
  const comment = await tx
    .selectFrom('comments')
    .select(['content_id', 'language'])
    .where('id', '=', commentId)
    .executeTakeFirst()
  if (comment?.content_id && comment.language !== null) {
    await viewText(tx, viewer, comment.content_id, comment.language)
  }
}
