/**
 * Threads are resolved and opened again, by whoever may write in them. Both change no words: the opening comment, which
 * keeps it, stays at its revision, also where only its trace is left. The first of several counts; what the others get
 * is what it said.
 */
import type { Comment, Id } from '@copydesk/contract'
import { type Command, type CommandContext, event } from '../command/command.ts'
import { Refusal } from '../command/refusal.ts'
import { notify } from '../notifications/notify.ts'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'
import { tellAskedInThread } from './answers.ts'
import { type EnteredComment, enterCommentOrTrace } from './enter-comment.ts'
import { presentComment, resolutionOf } from './present.ts'
import { readThreadTotals } from './thread-counts.ts'
import { told } from './told.ts'

/** Says that a thread is settled. One that is resolved stays as it is. */
export function resolveThread(threadId: Id): Command<Comment> {
  return async (context) => {
    const { row: before, closers } = await enterThread(context, threadId)
    context.precondition.require(before.revision)
    if (before.resolved_at !== null) return { body: presentComment(before), events: [] }
    const { actor, now } = context
    const resolved = { resolved_at: now, resolved_by_id: actor.id, resolved_by_kind: actor.kind }
    const row = await change(context.tx, before, resolved)
    await tellAskedInThread(context, threadId)
    const comment = presentComment(row)
    const happened = event(context, 'thread.resolved', {
      ...about(comment),
      resolved: resolutionOf(row) ?? { by: actor, at: comment.createdAt },
      threads: await readThreadTotals(context.tx, row),
    })
    return {
      body: comment,
      events: told(context, comment, happened, closers),
      outbox: [
        notify.entry({
          kind: 'thread.resolved',
          eventId: happened.id,
          actorId: actor.id,
          actorKind: actor.kind,
          commentId: threadId,
        }),
      ],
    }
  }
}

/** Opens a resolved thread again. One that is open stays as it is. */
export function reopenThread(threadId: Id): Command<Comment> {
  return async (context) => {
    const { row: before, closers } = await enterThread(context, threadId)
    context.precondition.require(before.revision)
    if (before.resolved_at === null) return { body: presentComment(before), events: [] }
    const row = await change(context.tx, before, open)
    const comment = presentComment(row)
    await tellAskedInThread(context, threadId)
    const happened = event(context, 'thread.reopened', {
      ...about(comment),
      resolved: null,
      threads: await readThreadTotals(context.tx, row),
    })
    return { body: comment, events: told(context, comment, happened, closers) }
  }
}

/**
 * An answer opens its thread, which its home's lock holds still. Gives the `resolutionRevision` of the opening comment
 * after it; undefined where the thread was open.
 */
export async function reopenByAnswer(tx: Tx, threadId: Id): Promise<number | undefined> {
  const reopened = await tx
    .updateTable('comments')
    .set(({ eb }) => ({ ...open, resolution_revision: eb('resolution_revision', '+', 1) }))
    .where('id', '=', threadId)
    .where('resolved_at', 'is not', null)
    .returning('resolution_revision as revision')
    .executeTakeFirst()
  return reopened?.revision
}

const open = { resolved_at: null, resolved_by_id: null, resolved_by_kind: null }

/** Throws `not_found` where no thread begins with the comment. */
async function enterThread(context: CommandContext, threadId: Id): Promise<EnteredComment> {
  const entered = await enterCommentOrTrace(context, threadId)
  if (entered.row.thread_id !== threadId)
    throw new Refusal('not_found', 'No thread begins with this comment.')
  return entered
}

async function change(
  tx: Tx,
  before: Row<'comments'>,
  resolution: Pick<Row<'comments'>, keyof typeof open>,
): Promise<Row<'comments'>> {
  const set = { ...resolution, resolution_revision: before.resolution_revision + 1 }
  await tx.updateTable('comments').set(set).where('id', '=', before.id).execute()
  return { ...before, ...set }
}

function about({ id: threadId, itemId, language, resolutionRevision }: Comment) {
  return { threadId, itemId, language, resolutionRevision }
}
