/** What comments said before: kept with each edit, read by everybody who reads the comment, taken out by its author. */
import { type Comment, type CommentHistory, type Id, maxEarlierWords } from '@copydesk/contract'
import { type Command, type CommandContext, instant } from '../command/command.ts'
import { Refusal } from '../command/refusal.ts'
import type { Viewer } from '../command/viewer.ts'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'
import { readCommentCounts } from './comment-counts.ts'
import { enterComment, viewComment } from './enter-comment.ts'
import { commentEvent, outcome, requireAuthorOrModerator } from './outcome.ts'

/** Keeps the words of a comment that is about to lose them, and no more than the newest of them. */
export async function keepWords({ tx, newId }: CommandContext, row: Row<'comments'>): Promise<void> {
  const { id, revision, body } = row
  await tx
    .insertInto('earlier_words')
    .values({ id: newId(), comment_id: id, revision, body, written_at: row.edited_at ?? row.created_at })
    .execute()
  const tooOld = await tx
    .selectFrom('earlier_words')
    .select('revision')
    .where('comment_id', '=', id)
    .orderBy('revision', 'desc')
    .offset(maxEarlierWords)
    .limit(1)
    .executeTakeFirst()
  if (tooOld === undefined) return
  await tx
    .deleteFrom('earlier_words')
    .where('comment_id', '=', id)
    .where('revision', '<=', tooOld.revision)
    .execute()
}

/** The last words of a comment, which are kept no longer; undefined where there are none. */
export async function takeLastWords(
  tx: Tx,
  { id, revision }: Pick<Row<'comments'>, 'id' | 'revision'>,
): Promise<string | undefined> {
  const row = await tx
    .deleteFrom('earlier_words')
    .where('comment_id', '=', id)
    .where('revision', '=', revision - 1)
    .returning('body')
    .executeTakeFirst()
  return row?.body
}

export async function forgetWords(tx: Tx, commentId: Id): Promise<void> {
  await tx.deleteFrom('earlier_words').where('comment_id', '=', commentId).execute()
}

/** `GET /comments/{id}/history`. Throws `not_found` and `gone` as of what the comment belongs to, `gone` when deleted. */
export async function readHistory(tx: Tx, viewer: Viewer, commentId: Id): Promise<CommentHistory> {
  const comment = await viewComment(tx, viewer, commentId)
  if (comment.deleted_at !== null) throw new Refusal('gone', 'The comment was deleted.')
  const rows = await tx
    .selectFrom('earlier_words')
    .selectAll()
    .where('comment_id', '=', commentId)
    .orderBy('revision', 'desc')
    .execute()
  const data = rows.map(({ id, revision, body, written_at }) => ({
    id,
    revision,
    body,
    writtenAt: instant(written_at),
  }))
  return { data, nextCursor: null }
}

/** Takes words out for good. The comment gets a revision more, so that every window that shows them reads anew. */
export function removeEarlierWords(commentId: Id, wordsId: Id): Command<Comment> {
  return async (context) => {
    const { row: before, closers } = await enterComment(context, commentId)
    await requireAuthorOrModerator(before, context)
    context.precondition.require(before.revision)
    const { numDeletedRows } = await context.tx
      .deleteFrom('earlier_words')
      .where('id', '=', wordsId)
      .where('comment_id', '=', commentId)
      .executeTakeFirst()
    if (numDeletedRows === 0n) throw new Refusal('not_found', 'There are no such earlier words.')
    const row = { ...before, revision: before.revision + 1 }
    await context.tx
      .updateTable('comments')
      .set({ revision: row.revision })
      .where('id', '=', commentId)
      .execute()
    const counts = await readCommentCounts(context.tx, row)
    return outcome(context, commentEvent(context, 'comment.changed', row, counts), closers)
  }
}
