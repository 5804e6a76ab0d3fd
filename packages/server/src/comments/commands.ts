/**
 * What people do with words: write and edit comments; `deletion.ts` has how they go and come back. Each publishes one event with absolute counts on the channel of
 * the project, or of the content, that they belong to, and leaves notifications to the outbox.
 */
import type { CreateComment, CreateTextComment, Id, WrittenComment } from '@copydesk/contract'
import { type Command, type CommandContext, event, type Outcome } from '../command/command.ts'
import { Refusal } from '../command/refusal.ts'
import { viewerOf } from '../command/viewer.ts'
import { enterTexts } from '../content/door.ts'
import { notify } from '../notifications/notify.ts'
import { redact } from '../notifications/redact.ts'
import { enterProject } from '../projects/project/door.ts'
import type { Row } from '../storage/schema.ts'
import { together } from '../storage/together.ts'
import { askEdited, askMentioned, newestMention, tellAskedInThread } from './answers.ts'
import { countComment, readCommentCounts } from './comment-counts.ts'
import { keepWords } from './earlier-words.ts'
import { closersOfProject, enterComment } from './enter-comment.ts'
import { idAfter } from './id-after.ts'
import { commentEvent, countsOfProject, isAuthor, outcome } from './outcome.ts'
import { newestOf } from './parts.ts'
import { quoteOf } from './passage.ts'
import { type Place, placeInProject, placeOnText } from './place.ts'
import { presentComment } from './present.ts'
import { reopenByAnswer } from './resolution.ts'
import { requireOpenText } from './text-scope.ts'
import { readThreadTotals } from './thread-counts.ts'
import { addedTo, type Mentioned, mentionedIn, notToldFor, requireFewTold } from './told-by-mentions.ts'

/** Writes a comment in a project: opens a thread, or answers in one. */
export function createComment(projectId: Id, input: CreateComment): Command<WrittenComment> {
  return async (context) => {
    const project = await enterProject(context, projectId, 'comment.write')
    context.precondition.require(project.revision)
    const id = context.newId()
    const place = await placeInProject(context.tx, projectId, input, id)
    return write(context, id, place, input, closersOfProject(project))
  }
}

/** Writes a comment on a text by itself, as `createComment` does. */
export function createTextComment(contentId: Id, input: CreateTextComment): Command<WrittenComment> {
  return async (context) => {
    const content = await enterTexts(context, contentId, 'comment.write')
    context.precondition.require(content.revision)
    const closers = await requireOpenText(context, contentId, input.language)
    const id = context.newId()
    return write(context, id, await placeOnText(context.tx, contentId, input, id), input, closers)
  }
}

async function write(
  context: CommandContext,
  newId: Id,
  place: Place,
  { body, parentId, passage: wanted }: CreateComment | CreateTextComment,
  closers: readonly Id[],
): Promise<Outcome<WrittenComment>> {
  const mentioned = mentionedIn(body)
  await requireFewTold(context.tx, mentioned, closers)
  const passage = wanted && (await quoteOf(context.tx, place, parentId, wanted))
  const newest = place.parent_id === null ? null : await newestOf(context.tx, place.thread_id)
  const asked = newest && (await newestMention(context, place.thread_id))
  const id = newest === null ? newId : idAfter(asked ?? '', idAfter(newest.id, newId))
  const row: Row<'comments'> = {
    id,
    revision: 1,
    ...place,
    number: newest === null ? 0 : newest.number + 1,
    author_id: context.actor.id,
    author_kind: context.actor.kind,
    body,
    passage: passage === undefined ? null : JSON.stringify(passage),
    created_at: context.now,
    edited_at: null,
    deleted_at: null,
    deleted_by_id: null,
    deleted_by_kind: null,
    reactions: '[]',
    reaction_revision: 0,
    resolved_at: null,
    resolved_by_id: null,
    resolved_by_kind: null,
    resolution_revision: 0,
  }
  const [counts, , reopened] = await together([
    countComment(context.tx, row, 1),
    context.tx.insertInto('comments').values(row).execute(),
    row.thread_id === id ? Promise.resolve(undefined) : reopenByAnswer(context.tx, row.thread_id),
  ])
  await askMentioned(context, row)
  if (reopened !== undefined) await tellAskedInThread(context, row.thread_id)
  const isOpened = row.thread_id === id || reopened !== undefined
  const created = {
    ...event(context, 'comment.created', { comment: presentComment(row), counts }),
    ...(reopened !== undefined && { reopened }),
    ...(isOpened && { threads: await readThreadTotals(context.tx, row) }),
  }
  return {
    status: 201,
    ...outcome(context, created, closers),
    body: { ...created.comment, ...(await notTold(context, mentioned, closers)) },
    outbox: [
      notify.entry({
        kind: 'comment.created',
        eventId: created.id,
        actorId: context.actor.id,
        actorKind: context.actor.kind,
        commentId: id,
      }),
      ...countsOfProject(row),
    ],
  }
}

/** Changes the body of one's own comment; people it mentions for the first time are told. */
export function editComment(commentId: Id, body: string): Command<WrittenComment> {
  return async (context) => {
    const { row: before, closers } = await enterComment(context, commentId)
    if (!isAuthor(before, context)) throw new Refusal('forbidden', 'Only its author may edit a comment.')
    context.precondition.require(before.revision)
    if (before.body === body) return { body: presentComment(before), events: [] }
    const row = { ...before, body, edited_at: context.now, revision: before.revision + 1 }
    await keepWords(context, before)
    await context.tx
      .updateTable('comments')
      .set({ body, edited_at: row.edited_at, revision: row.revision })
      .where('id', '=', commentId)
      .execute()
    const counts = await readCommentCounts(context.tx, row)
    const changed = commentEvent(context, 'comment.changed', row, counts)
    const mentioned = mentionedIn(body)
    await requireFewTold(context.tx, mentioned, closers)
    const added = addedTo(mentionedIn(before.body), mentioned)
    await askEdited(context, before, row)
    const outbox = [redact.entry({ commentId })]
    if (added.people.length > 0 || added.groups.length > 0) {
      outbox.push(
        notify.entry({
          kind: 'comment.mentioned',
          eventId: changed.id,
          actorId: context.actor.id,
          actorKind: context.actor.kind,
          commentId,
          personIds: [...added.people],
          groupIds: [...added.groups],
        }),
      )
    }
    const written = { ...changed.comment, ...(await notTold(context, added, closers)) }
    return { ...outcome(context, changed, closers), body: written, outbox }
  }
}

async function notTold(context: CommandContext, mentioned: Mentioned, closers: readonly Id[]) {
  if (mentioned.people.length === 0 && mentioned.groups.length === 0) return {}
  return notToldFor(context.tx, await viewerOf(context), mentioned, closers)
}
