/**
 * Whom comments ask for an answer: each whom one mentions by name, until they write below it in its thread or react to
 * it, say that nothing is to be done, or are mentioned in it no more. A group is asked as a whole, so nobody of it has
 * to answer. The home of the thread is locked when these are called.
 */
import { type Id, mentionedIds } from '@copydesk/contract'
import type { Command, CommandContext } from '../command/command.ts'
import { Refusal } from '../command/refusal.ts'
import { awaitingOfPeople } from '../projects/awaiting/tell-awaiting.ts'
import { chunks, selectInChunks } from '../storage/chunks.ts'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'
import { enterCommentOrTrace } from './enter-comment.ts'
import { idAfter } from './id-after.ts'
import { newestOf } from './parts.ts'

type Comment = Row<'comments'>

/** Asks those whom a new comment mentions; its author answers what the thread asked of them. */
export async function askMentioned(context: CommandContext, comment: Comment): Promise<void> {
  await ask(context, comment, mentionedIds(comment.body))
  await weighAnswers(context, comment, comment)
}

/** Asks whom an edit mentions for the first time, and takes back what it asked of those whom it left out. */
export async function askEdited(context: CommandContext, before: Comment, comment: Comment): Promise<void> {
  const [asked, mentioned] = [mentionedIds(before.body), mentionedIds(comment.body)]
  // All of them read other words.
  await tellAskedBy(context, comment.id)
  await ask(context, comment, without(mentioned, asked))
  const leftOut = without(asked, mentioned)
  if (leftOut.length === 0) return
  await context.tx
    .updateTable('mentions')
    .set({ state: 'taken_back' })
    .where('comment_id', '=', comment.id)
    .where('person_id', 'in', leftOut)
    .execute()
}

/** A comment was deleted, or came back: it asks no more, or again, and is an answer no more, or again. */
export async function askAnew(context: CommandContext, comment: Comment): Promise<void> {
  await tellAskedBy(context, comment.id)
  await weighAnswers(context, comment, comment)
}

/** Whoever acts reacted to a comment, or took that back. */
export async function answerByReaction(context: CommandContext, comment: Comment): Promise<void> {
  const { id, kind } = context.actor
  await weighAnswers(context, comment, { author_id: id, author_kind: kind })
}

/**
 * Its person says that nothing is to be done about a mention, and about those before it in its thread; or takes that
 * back. Throws `not_found` where the comment does not mention them.
 */
export function settleMention(commentId: Id, isDone: boolean): Command<null> {
  return async (context) => {
    const { tx, actor, now } = context
    const { row } = await enterCommentOrTrace(context, commentId)
    const mention = await tx
      .selectFrom('mentions')
      .selectAll()
      .where('comment_id', '=', commentId)
      .where('person_id', '=', actor.id)
      .where('state', '<>', 'taken_back')
      .executeTakeFirst()
    if (mention === undefined) throw new Refusal('not_found', 'The comment does not mention you.')
    const own = tx
      .updateTable('mentions')
      .where('thread_id', '=', mention.thread_id)
      .where('person_id', '=', actor.id)
    if (isDone) {
      await own
        .set({ state: 'done', done_at: now })
        .where('state', '=', 'open')
        .where('id', '<=', mention.id)
        .execute()
    } else {
      await own
        .set({ state: 'open', done_at: null })
        .where('state', '=', 'done')
        .where('done_at', '=', mention.done_at)
        .execute()
      await weighAnswers(context, row, { author_id: actor.id, author_kind: actor.kind })
    }
    return { status: 204, body: null, events: [], outbox: awaitingOfPeople([actor.id]) }
  }
}

/** Those of whom a thread still asks an answer hear what awaits them: it is settled as a whole, or asks again. */
export async function tellAskedInThread(context: CommandContext, threadId: Id): Promise<void> {
  const rows = await selectOpen(context.tx).where('thread_id', '=', threadId).execute()
  context.enqueue(awaitingOfPeople(rows.map((row) => row.person_id)))
}

/** The same of all threads of these projects, and of those on the texts of this content by themselves. */
export async function tellAskedIn(context: CommandContext, homeIds: readonly Id[]): Promise<void> {
  const rows = await selectInChunks([...new Set(homeIds)], (chunk) =>
    selectOpen(context.tx).where('home_id', 'in', chunk).execute(),
  )
  context.enqueue(awaitingOfPeople(rows.map((row) => row.person_id)))
}

/** The same of threads on the texts of these versions by themselves, which may be kept to others now. */
export async function tellAskedOnTexts(context: CommandContext, versionIds: readonly Id[]): Promise<void> {
  const texts = await selectInChunks([...new Set(versionIds)], (chunk) =>
    context.tx.selectFrom('versions').select('content_id').distinct().where('id', 'in', chunk).execute(),
  )
  await tellAskedIn(
    context,
    texts.map((row) => row.content_id),
  )
}

async function tellAskedBy(context: CommandContext, commentId: Id): Promise<void> {
  const rows = await context.tx
    .selectFrom('mentions')
    .select('person_id')
    .where('comment_id', '=', commentId)
    .where('state', '=', 'open')
    .execute()
  context.enqueue(awaitingOfPeople(rows.map((row) => row.person_id)))
}

function selectOpen(tx: Tx) {
  return tx.selectFrom('mentions').select('person_id').distinct().where('state', '=', 'open')
}

async function ask(context: CommandContext, comment: Comment, personIds: readonly Id[]): Promise<void> {
  const { tx, newId, now } = context
  const others = personIds.filter((id) => comment.author_kind !== 'person' || id !== comment.author_id)
  if (others.length === 0) return
  const here = await selectInChunks(others, (chunk) =>
    tx.selectFrom('people').select('id').where('id', 'in', chunk).execute(),
  )
  const asked = { thread_id: comment.thread_id, home_id: comment.project_id ?? comment.content_id ?? '' }
  let { id } = await newestOf(tx, comment.thread_id)
  for (const { id: personId } of here) {
    id = idAfter(id, newId())
    const anew = { id, state: 'open', created_at: now, done_at: null } as const
    await tx
      .insertInto('mentions')
      .values({ ...asked, ...anew, comment_id: comment.id, person_id: personId })
      .onConflict((conflict) => conflict.columns(['comment_id', 'person_id']).doUpdateSet(anew))
      .execute()
  }
  context.enqueue(awaitingOfPeople(here.map(({ id }) => id)))
}

/** The last of whoever acts in a thread; what they write there is after it. */
export async function newestMention({ tx, actor }: CommandContext, threadId: Id): Promise<Id | undefined> {
  const own = await tx
    .selectFrom('mentions')
    .select('id')
    .where('thread_id', '=', threadId)
    .where('person_id', '=', actor.id)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return own?.id
}

/** Finds out again which mentions of somebody in a thread they answered. */
async function weighAnswers(
  context: CommandContext,
  { thread_id: threadId, project_id: projectId, content_id: contentId }: Comment,
  who: Pick<Comment, 'author_id' | 'author_kind'>,
): Promise<void> {
  const { tx } = context
  if (who.author_kind !== 'person') return
  const mentions = await tx
    .selectFrom('mentions')
    .select(['id', 'comment_id', 'state', 'created_at'])
    .where('thread_id', '=', threadId)
    .where('person_id', '=', who.author_id)
    .where('state', 'in', ['open', 'answered'])
    .execute()
  if (mentions.length === 0) return
  const inHome = tx.selectFrom('comments').select('id').where('thread_id', '=', threadId)
  const last = await (projectId === null
    ? inHome.where('content_id', '=', contentId).where('project_id', 'is', null)
    : inHome.where('project_id', '=', projectId)
  )
    .where('author_id', '=', who.author_id)
    .where('deleted_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  const reactions = await selectInChunks(
    mentions.map((mention) => mention.comment_id),
    (chunk) =>
      tx
        .selectFrom('reactions')
        .select(['comment_id', 'created_at'])
        .where('actor_id', '=', who.author_id)
        .where('comment_id', 'in', chunk)
        .execute(),
  )
  const isAnswered = (mention: (typeof mentions)[number]) =>
    (last !== undefined && last.id > mention.id) ||
    reactions.some((one) => one.comment_id === mention.comment_id && one.created_at >= mention.created_at)
  for (const state of ['open', 'answered'] as const) {
    const changed = mentions.filter(
      (mention) => mention.state !== state && isAnswered(mention) === (state === 'answered'),
    )
    if (changed.length === 0) continue
    for (const chunk of chunks(changed.map(({ id }) => id))) {
      await tx.updateTable('mentions').set({ state }).where('id', 'in', chunk).execute()
    }
    context.enqueue(awaitingOfPeople([who.author_id]))
  }
}

function without(ids: readonly Id[], others: readonly Id[]): Id[] {
  return ids.filter((id) => !others.includes(id))
}
