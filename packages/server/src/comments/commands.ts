/**
 * What may happen to comments: written, edited, deleted. Each publishes one event on the project's channel with
 * absolute counts, and leaves notifications to the outbox.
 */
import {
  type Comment,
  type CommentCounts,
  type CommentEvent,
  type CreateComment,
  channels,
  type Id,
  mentionedIds,
} from '@copydesk/contract'
import { type Command, type CommandContext, event, type Outcome } from '../command/command.ts'
import { Refusal } from '../command/refusal.ts'
import { allows, viewerOf } from '../command/viewer.ts'
import { notify } from '../notifications/notify.ts'
import { redact } from '../notifications/redact.ts'
import { countProjects } from '../projects/project/count-projects.ts'
import { enterProject } from '../projects/project/door.ts'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'
import { together } from '../storage/together.ts'
import { countComment, readCommentCounts } from './comment-counts.ts'
import { enterComment } from './enter-comment.ts'
import { presentComment } from './present.ts'

/** Where a comment stands: about which item, in which thread, as an answer to which comment. */
type Place = Pick<Row<'comments'>, 'item_id' | 'thread_id' | 'parent_id'>

/** Writes a comment: opens a thread, or answers in one. */
export function createComment(projectId: Id, input: CreateComment): Command<Comment> {
  return async (context) => {
    const project = await enterProject(context, projectId, 'comment.write')
    context.precondition.require(project.revision)
    const id = context.newId()
    const row: Row<'comments'> = {
      id,
      revision: 1,
      project_id: projectId,
      ...(await placeOf(context.tx, projectId, input, id)),
      author_id: context.actor.id,
      author_kind: context.actor.kind,
      body: input.body,
      created_at: context.now,
      edited_at: null,
      deleted_at: null,
    }
    const [counts] = await together([
      countComment(context.tx, row, 1),
      context.tx.insertInto('comments').values(row).execute(),
    ])
    const created = commentEvent(context, 'comment.created', row, counts)
    return {
      ...outcome(created),
      status: 201,
      outbox: [
        notify.entry({
          kind: 'comment.created',
          eventId: created.id,
          actorId: context.actor.id,
          actorKind: context.actor.kind,
          commentId: id,
        }),
        countProjects.entry({ projectId }),
      ],
    }
  }
}

/** Changes the body of one's own comment; people it mentions for the first time are told. */
export function editComment(commentId: Id, body: string): Command<Comment> {
  return async (context) => {
    const before = await enterComment(context, commentId)
    if (!isAuthor(before, context)) throw new Refusal('forbidden', 'Only its author may edit a comment.')
    context.precondition.require(before.revision)
    if (before.body === body) return { body: presentComment(before), events: [] }
    const row = { ...before, body, edited_at: context.now, revision: before.revision + 1 }
    await context.tx
      .updateTable('comments')
      .set({ body, edited_at: row.edited_at, revision: row.revision })
      .where('id', '=', commentId)
      .execute()
    const counts = await readCommentCounts(context.tx, row.project_id, row.item_id)
    const changed = commentEvent(context, 'comment.changed', row, counts)
    const mentionedBefore = new Set(mentionedIds(before.body))
    const personIds = mentionedIds(body).filter((id) => !mentionedBefore.has(id))
    const outbox = [redact.entry({ commentId })]
    if (personIds.length > 0) {
      outbox.push(
        notify.entry({
          kind: 'comment.mentioned',
          eventId: changed.id,
          actorId: context.actor.id,
          actorKind: context.actor.kind,
          commentId,
          personIds,
        }),
      )
    }
    return { ...outcome(changed), outbox }
  }
}

/** Deletes a comment and leaves a trace without its body. Only moderators delete others' comments. */
export function deleteComment(commentId: Id): Command<Comment> {
  return async (context) => {
    const before = await enterComment(context, commentId)
    if (!isAuthor(before, context) && !allows(await viewerOf(context), 'comment.moderate')) {
      throw new Refusal('forbidden', 'Only its author or an administrator may delete a comment.')
    }
    context.precondition.require(before.revision)
    const row = { ...before, body: '', deleted_at: context.now, revision: before.revision + 1 }
    await context.tx
      .updateTable('comments')
      .set({ body: '', deleted_at: row.deleted_at, revision: row.revision })
      .where('id', '=', commentId)
      .execute()
    const counts = await countComment(context.tx, row, -1)
    const deleted = commentEvent(context, 'comment.deleted', row, counts)
    return {
      ...outcome(deleted),
      status: 204,
      outbox: [redact.entry({ commentId }), countProjects.entry({ projectId: row.project_id })],
    }
  }
}

async function placeOf(tx: Tx, projectId: Id, input: CreateComment, id: Id): Promise<Place> {
  if (input.parentId !== undefined) {
    const parent = await tx
      .selectFrom('comments')
      .select(['project_id', 'item_id', 'thread_id'])
      .where('id', '=', input.parentId)
      .executeTakeFirst()
    const fits =
      parent?.project_id === projectId && (input.itemId === undefined || input.itemId === parent.item_id)
    if (!parent || !fits) throw new Refusal('thread_mismatch')
    return { item_id: parent.item_id, thread_id: parent.thread_id, parent_id: input.parentId }
  }
  if (input.itemId !== undefined) await requireItem(tx, projectId, input.itemId)
  return { item_id: input.itemId ?? null, thread_id: id, parent_id: null }
}

async function requireItem(tx: Tx, projectId: Id, itemId: Id): Promise<void> {
  const item = await tx
    .selectFrom('project_items')
    .select('id')
    .where('id', '=', itemId)
    .where('project_id', '=', projectId)
    .executeTakeFirst()
  if (item) return
  const message = 'is not an item of this project'
  throw new Refusal('invalid_request', `itemId ${message}.`, { errors: [{ path: '/itemId', message }] })
}

function isAuthor(row: Row<'comments'>, { actor }: CommandContext): boolean {
  return row.author_kind === actor.kind && row.author_id === actor.id
}

function commentEvent(
  context: CommandContext,
  type: CommentEvent['type'],
  row: Row<'comments'>,
  counts: CommentCounts,
): CommentEvent {
  return event<CommentEvent['type']>(context, type, { comment: presentComment(row), counts })
}

function outcome(happened: CommentEvent): Outcome<Comment> {
  const { comment } = happened
  return { body: comment, events: [{ channel: channels.project(comment.projectId), event: happened }] }
}
