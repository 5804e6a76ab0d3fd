/**
 * Deleting a comment leaves a trace without its words; for ten minutes these are kept aside, and it can be brought back.
 * Then they are gone for good, with all that it said before.
 */
import { type Comment, type Id, restorableForMs } from '@copydesk/contract'
import { id } from '@copydesk/contract/schemas'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Command, CommandContext } from '../command/command.ts'
import { nothingPending, type OutboxEntry } from '../command/outbox.ts'
import { Refusal } from '../command/refusal.ts'
import { allows, viewerOf } from '../command/viewer.ts'
import { followUp } from '../command/work.ts'
import { tellPutOff } from '../notifications/notify.ts'
import { redact } from '../notifications/redact.ts'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'
import { askAnew } from './answers.ts'
import { countComment } from './comment-counts.ts'
import { forgetWords, keepWords, takeLastWords } from './earlier-words.ts'
import { enterComment, enterCommentOrTrace, lockHome } from './enter-comment.ts'
import { commentEvent, countsOfProject, outcome, requireAuthorOrModerator } from './outcome.ts'
import { presentComment } from './present.ts'

/** Deletes a comment and leaves a trace without its body. Only moderators delete others' comments. */
export function deleteComment(commentId: Id): Command<Comment> {
  return async (context) => {
    const { tx, actor, now } = context
    const { row: before, closers } = await enterComment(context, commentId)
    await requireAuthorOrModerator(before, context)
    context.precondition.require(before.revision)
    await keepWords(context, before)
    const change = {
      body: '',
      deleted_at: now,
      deleted_by_id: actor.id,
      deleted_by_kind: actor.kind,
      revision: before.revision + 1,
    }
    await tx.updateTable('comments').set(change).where('id', '=', commentId).execute()
    const row = { ...before, ...change }
    await askAnew(context, row)
    const counts = await countComment(tx, row, -1)
    const forget = forgetEntry(row, now)
    return {
      ...outcome(context, commentEvent(context, 'comment.deleted', row, counts), closers),
      status: 204,
      outbox: [redact.entry({ commentId }), forget, ...countsOfProject(row)],
    }
  }
}

/** Brings a comment back as it was. One that is there stays as it is. Throws `gone` after its time. */
export function restoreComment(commentId: Id): Command<Comment> {
  return async (context) => {
    const { tx } = context
    const { row: before, closers } = await enterCommentOrTrace(context, commentId)
    if (before.deleted_at === null) return { body: presentComment(before), events: [] }
    await requireDeleter(before, context)
    context.precondition.require(before.revision)
    const isInTime = context.now < before.deleted_at + restorableForMs
    const body = isInTime ? await takeLastWords(tx, before) : undefined
    if (body === undefined) throw new Refusal('gone', 'The comment was deleted more than ten minutes ago.')
    const change = { body, ...notDeleted, revision: before.revision + 1 }
    await tx.updateTable('comments').set(change).where('id', '=', commentId).execute()
    await tellPutOff(tx, commentId, context.now)
    const row = { ...before, ...change }
    await askAnew(context, row)
    const counts = await countComment(tx, row, 1)
    return {
      ...outcome(context, commentEvent(context, 'comment.restored', row, counts), closers),
      outbox: [redact.entry({ commentId }), ...countsOfProject(row)],
    }
  }
}

const notDeleted = { deleted_at: null, deleted_by_id: null, deleted_by_kind: null }

/** What a moderator deleted its author does not bring back. */
async function requireDeleter(row: Row<'comments'>, context: CommandContext): Promise<void> {
  const { actor } = context
  if (row.deleted_by_id === actor.id && row.deleted_by_kind === actor.kind) return
  if (allows(await viewerOf(context), 'comment.moderate')) return
  throw new Refusal('forbidden', 'Whoever deleted the comment may bring it back, or an administrator.')
}

/** Ends the time of a deleted comment; one that came back meanwhile, or was deleted again, is left alone. */
export const forgetComment = followUp({
  name: 'forget-comment',
  lane: 'bulk',
  payload: z.object({ commentId: id, revision: z.int() }),
  batchSize: 1,
  work: async ({ tx, now }, payloads) => {
    const outbox: OutboxEntry[] = []
    for (const { commentId, revision } of payloads) {
      await lockHome(tx, commentId)
      const row = await tx
        .selectFrom('comments')
        .select('id')
        .where('id', '=', commentId)
        .where('revision', '=', revision)
        .where('deleted_at', 'is not', null)
        .executeTakeFirst()
      if (row === undefined) continue
      await forgetWords(tx, commentId)
      await tx.updateTable('comments').set({ passage: null }).where('id', '=', commentId).execute()
      // Nothing is unread of it any more; by an instant, so that it is over for whichever server does that.
      outbox.push(redact.entry({ commentId }, { dueAt: now }))
    }
    return { events: [], outbox }
  },
})

/** The work that ends the time of a comment that was deleted then. */
function forgetEntry(
  { id, revision }: Pick<Row<'comments'>, 'id' | 'revision'>,
  deletedAt: number,
): OutboxEntry {
  const dueAt = deletedAt + restorableForMs
  return forgetComment.entry({ commentId: id, revision }, { key: id, dueAt })
}

/** The work of what is past its time and waits for none: that failed for good, or was discarded. */
export async function overdueForgetting(tx: Tx, now: number, atMost: number): Promise<OutboxEntry[]> {
  const rows = await tx
    .selectFrom('comments')
    .select(['id', 'revision', 'deleted_at'])
    .where('deleted_at', '<=', now - restorableForMs)
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('earlier_words').select('revision').whereRef('comment_id', '=', 'comments.id')),
    )
    .where(nothingPending(forgetComment, sql.ref('comments.id')))
    .limit(atMost)
    .execute()
  return rows.map((row) => forgetEntry(row, row.deleted_at ?? now))
}
