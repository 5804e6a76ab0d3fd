/** What leaves the trash for good takes its comments along, with all that is kept beside them. */
import type { Id } from '@copydesk/contract'
import type { SelectQueryBuilder } from 'kysely'
import { chunks } from '../storage/chunks.ts'
import type { Tables } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'

/** Of threads on the texts of a content item by themselves; those in projects are the projects'. */
export async function purgeTextComments(tx: Tx, contentId: Id): Promise<void> {
  const comments = tx
    .selectFrom('comments')
    .select('id')
    .where('content_id', '=', contentId)
    .where('project_id', 'is', null)
  await purgeBeside(tx, comments)
  await tx.deleteFrom('comments').where('id', 'in', comments).execute()
  await tx.deleteFrom('comment_counts').where('subject_id', 'like', `${contentId}:%`).execute()
}

/** Of a project and its items. */
export async function purgeProjectComments(tx: Tx, projectId: Id): Promise<void> {
  const comments = tx.selectFrom('comments').where('project_id', '=', projectId)
  const items = await comments.select('item_id').distinct().where('item_id', 'is not', null).execute()
  for (const ids of chunks([projectId, ...items.flatMap((row) => row.item_id ?? [])])) {
    await tx.deleteFrom('comment_counts').where('subject_id', 'in', ids).execute()
  }
  await purgeBeside(tx, comments.select('id'))
  await tx.deleteFrom('comments').where('project_id', '=', projectId).execute()
}

/** What is kept beside these comments, in tables of its own. */
async function purgeBeside(
  tx: Tx,
  comments: SelectQueryBuilder<Tables, 'comments', { id: Id }>,
): Promise<void> {
  for (const table of ['reactions', 'earlier_words', 'mentions'] as const) {
    await tx.deleteFrom(table).where('comment_id', 'in', comments).execute()
  }
}
