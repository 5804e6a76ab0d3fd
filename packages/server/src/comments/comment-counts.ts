/** Comments of projects and items as they are counted: kept with each command, since counting reads them all. */
import type { CommentCounts, Id } from '@copydesk/contract'
import type { Tx } from '../storage/storage.ts'

/** How many comments there are, deleted ones excepted: of the project, and of the item if one is given. */
export async function readCommentCounts(tx: Tx, projectId: Id, itemId: Id | null): Promise<CommentCounts> {
  const subjects = itemId === null ? [projectId] : [projectId, itemId]
  const rows = await tx.selectFrom('comment_counts').selectAll().where('subject_id', 'in', subjects).execute()
  const countOf = new Map(rows.map((row) => [row.subject_id, row.count]))
  return {
    project: countOf.get(projectId) ?? 0,
    item: itemId === null ? null : (countOf.get(itemId) ?? 0),
  }
}

/** Counts one more or one less for the project and the item of a comment. */
export async function countComment(
  tx: Tx,
  { project_id, item_id }: { project_id: Id; item_id: Id | null },
  change: 1 | -1,
): Promise<void> {
  const subjects = item_id === null ? [project_id] : [project_id, item_id]
  await tx
    .insertInto('comment_counts')
    .values(subjects.map((subject_id) => ({ subject_id, count: change })))
    .onConflict((conflict) =>
      conflict
        .column('subject_id')
        .doUpdateSet((eb) => ({ count: eb('comment_counts.count', '+', eb.ref('excluded.count')) })),
    )
    .execute()
}
