/**
 * Reactions to comments: one row for each person and emoji, and beside the comment what everybody is shown of them. They
 * change no words, so the comment stays at its revision, and nobody is notified.
 */
import {
  type ChangeReaction,
  type Comment,
  type Id,
  maxNamedReactors,
  type OwnReaction,
  ownOrder,
  type Reaction,
} from '@copydesk/contract'
import { type Command, event } from '../command/command.ts'
import { Refusal } from '../command/refusal.ts'
import type { Viewer } from '../command/viewer.ts'
import { selectInChunks } from '../storage/chunks.ts'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'
import { answerByReaction } from './answers.ts'
import { enterComment } from './enter-comment.ts'
import { presentComment } from './present.ts'
import { told } from './told.ts'

/** Different emoji on one comment at most. */
const maxReactions = 20

/** Reacts to a comment, or takes that back. */
export function changeReaction(commentId: Id, { emoji, reacted }: ChangeReaction): Command<Comment> {
  return async (context) => {
    const { row: before, closers } = await enterComment(context, commentId)
    const { tx, actor, now } = context
    context.precondition.require(before.revision)
    const shown = JSON.parse(before.reactions) as Reaction[]
    if (reacted && shown.length >= maxReactions && !shown.some((one) => one.emoji === emoji)) {
      throw new Refusal('too_many_reactions')
    }
    const reaction = { comment_id: commentId, actor_id: actor.id, emoji }
    const isChanged = reacted
      ? await put(tx, { ...reaction, actor_kind: actor.kind, created_at: now })
      : await takeBack(tx, reaction)
    if (!isChanged) return { body: presentComment(before), events: [] }
    const reactions = withReaction(shown, emoji, await readReaction(tx, commentId, emoji))
    const change = { reactions: JSON.stringify(reactions), reaction_revision: before.reaction_revision + 1 }
    await tx.updateTable('comments').set(change).where('id', '=', commentId).execute()
    await answerByReaction(context, before)
    const comment = presentComment({ ...before, ...change })
    const { reactionRevision } = comment
    const happened = event(context, 'comment.reacted', {
      commentId,
      emoji,
      reacted,
      reactions,
      reactionRevision,
    })
    return { body: comment, events: told(context, comment, happened, closers) }
  }
}

/** What the viewer reacted with, to these comments; to deleted ones too, since they may come back. */
export async function readOwnReactions(
  tx: Tx,
  { id }: Viewer,
  comments: readonly Comment[],
): Promise<OwnReaction[]> {
  const reactedTo = comments.filter(({ reactionRevision }) => reactionRevision > 0)
  const own = await selectInChunks(
    reactedTo.map((comment) => comment.id),
    (commentIds) =>
      tx
        .selectFrom('reactions')
        .select(['comment_id as commentId', 'emoji'])
        .where('comment_id', 'in', commentIds)
        .where('actor_id', '=', id)
        .execute(),
  )
  return own.sort(ownOrder)
}

/** False where it is there already. */
async function put(tx: Tx, row: Row<'reactions'>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('reactions')
    .values(row)
    .onConflict((conflict) => conflict.columns(['comment_id', 'actor_id', 'emoji']).doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** False where there is none. */
async function takeBack(
  tx: Tx,
  { comment_id, actor_id, emoji }: Pick<Row<'reactions'>, 'comment_id' | 'actor_id' | 'emoji'>,
): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('reactions')
    .where('comment_id', '=', comment_id)
    .where('actor_id', '=', actor_id)
    .where('emoji', '=', emoji)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

async function readReaction(tx: Tx, commentId: Id, emoji: string): Promise<Reaction | null> {
  const all = tx.selectFrom('reactions').where('comment_id', '=', commentId).where('emoji', '=', emoji)
  const { count } = await all.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
  if (Number(count) === 0) return null
  const first = await all
    .select(['actor_id as id', 'actor_kind as kind'])
    .orderBy('created_at')
    .orderBy('actor_id')
    .limit(maxNamedReactors)
    .execute()
  return { emoji, count: Number(count), first }
}

/** Each emoji stays in its place while somebody reacted with it; a new one is the last. */
function withReaction(shown: readonly Reaction[], emoji: string, now: Reaction | null): Reaction[] {
  const isKnown = shown.some((one) => one.emoji === emoji)
  if (now !== null && !isKnown) return [...shown, now]
  return shown.flatMap((one) => (one.emoji === emoji ? (now ?? []) : one))
}
