/** Comments of projects and items as they are counted: kept with each command, since counting reads them all. */
import type { CommentCounts, Id } from '@copydesk/contract'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'

/** What a comment is counted for. */
type Counted = Pick<Row<'comments'>, 'project_id' | 'item_id'>

/** How many comments there are, deleted ones excepted: of the project, and of the item if one is given. */
export async function readCommentCounts(tx: Tx, projectId: Id, itemId: Id | null): Promise<CommentCounts> {
  const subjects = subjectsOf(projectId, itemId)
  const rows = await tx.selectFrom('comment_counts').selectAll().where('subject_id', 'in', subjects).execute()
  return countsOf(rows, projectId, itemId)
}

/** Counts one more or one less for the project and the item of a comment; gives how many there are then. */
export async function countComment(
  tx: Tx,
  { project_id, item_id }: Counted,
  change: 1 | -1,
): Promise<CommentCounts> {
  const subjects = subjectsOf(project_id, item_id)
  const rows = await tx
    .insertInto('comment_counts')
    .values(subjects.map((subject_id) => ({ subject_id, count: change })))
    .onConflict((conflict) =>
      conflict
        .column('subject_id')
        .doUpdateSet((eb) => ({ count: eb('comment_counts.count', '+', eb.ref('excluded.count')) })),
    )
    .returningAll()
    .execute()
  return countsOf(rows, project_id, item_id)
}

function subjectsOf(projectId: Id, itemId: Id | null): Id[] {
  return itemId === null ? [projectId] : [projectId, itemId]
}

function countsOf(rows: readonly Row<'comment_counts'>[], projectId: Id, itemId: Id | null): CommentCounts {
  const countOf = new Map(rows.map((row) => [row.subject_id, row.count]))
  return {
    project: countOf.get(projectId) ?? 0,
    item: itemId === null ? null : (countOf.get(itemId) ?? 0),
  }
}
