/** Notifications of comments with today's titles of what these refer to, as their person sees it. */
import type { Id } from '@copydesk/contract'
import { excerptOfComment } from '../comments/excerpt.ts'
import { withTodaysTitles } from '../comments/todays-titles.ts'
import { selectInChunks } from '../storage/chunks.ts'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'

type Notification = Row<'notifications'>

/** The rows in their order; their excerpts are kept in the words that were written. */
export async function withTodaysExcerpts(tx: Tx, rows: readonly Notification[]): Promise<Notification[]> {
  const ids = [...new Set(rows.flatMap((row) => row.comment_id ?? []))]
  const comments = await selectInChunks(ids, (chunk) =>
    tx
      .selectFrom('comments')
      .select(['id', 'body', 'passage'])
      .where('id', 'in', chunk)
      .where('body', 'like', '%](content:%')
      .where('deleted_at', 'is', null)
      .execute(),
  )
  if (comments.length === 0) return [...rows]
  const written = new Map(comments.map((comment) => [comment.id, excerptOfComment(comment)]))
  const excerpts = new Map<Id, Map<Id, string>>()
  for (const personId of new Set(rows.map((row) => row.person_id))) {
    const now = await withTodaysTitles(tx, personId, comments)
    excerpts.set(personId, new Map(now.map((comment) => [comment.id, excerptOfComment(comment)])))
  }
  return rows.map((row) => {
    const { comment_id: id, person_id, excerpt } = row
    // Some say something else of a comment, or what it said before an edit that is under way.
    if (id === null || written.get(id) !== excerpt) return row
    return { ...row, excerpt: excerpts.get(person_id)?.get(id) ?? excerpt }
  })
}
