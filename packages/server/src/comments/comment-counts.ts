/**
 * Comments of projects, items and texts by themselves as they are counted: kept with each command, since counting reads
 * them all.
 */
import type { CommentCounts, Id } from '@copydesk/contract'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'

/** What a comment is counted for. */
export type Counted = Pick<Row<'comments'>, 'project_id' | 'item_id' | 'content_id' | 'language'>

/** How many comments there are of these, deleted ones excepted. */
export async function readCommentCounts(tx: Tx, counted: Counted): Promise<CommentCounts> {
  const subjects = Object.values(subjectsOf(counted)).filter((id) => id !== null)
  const rows = await tx.selectFrom('comment_counts').selectAll().where('subject_id', 'in', subjects).execute()
  return countsOf(rows, counted)
}

/** Counts one more or one less for what a comment is in; gives how many there are then. */
export async function countComment(tx: Tx, counted: Counted, change: 1 | -1): Promise<CommentCounts> {
  const subjects = Object.values(subjectsOf(counted)).filter((id) => id !== null)
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
  return countsOf(rows, counted)
}

type Subjects = { readonly [Subject in keyof CommentCounts]: string | null }

/** The keys of the counts that a comment is in. Of a text by itself the content's id says less than that with the language. */
function subjectsOf({ project_id, item_id, content_id, language }: Counted): Subjects {
  return {
    project: project_id,
    item: item_id,
    text: project_id === null ? `${content_id}:${language}` : null,
  }
}

function countsOf(rows: readonly Row<'comment_counts'>[], counted: Counted): CommentCounts {
  const kept = new Map<Id, number>(rows.map((row) => [row.subject_id, row.count]))
  const { project, item, text } = subjectsOf(counted)
  const countOf = (subject: string | null) => (subject === null ? null : (kept.get(subject) ?? 0))
  return { project: countOf(project), item: countOf(item), text: countOf(text) }
}
