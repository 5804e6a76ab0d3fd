/** Parts of threads by the numbers of their comments, each found without reading the rest of its thread. */
import { answersAround, type Comment, commentOrder, fewAnswers, type Id } from '@copydesk/contract'
import type { SelectQueryBuilder } from 'kysely'
import { chunks } from '../storage/chunks.ts'
import type { Tables } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'
import { presentComment } from './present.ts'

/** The comments of a thread from one number to another, both of them too. */
export interface Part {
  threadId: Id
  from: number
  to: number
}

/** The newest comment of a thread that there is, which its home's lock holds still. */
export function newestOf(tx: Tx, threadId: Id): Promise<{ id: Id; number: number }> {
  return tx
    .selectFrom('comments')
    .select(['id', 'number'])
    .where('thread_id', '=', threadId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
}

/** What opens the thread, and so many of its newest answers; all of them where few would be left out. */
export function newestParts(threadId: Id, newest: number, answers: number): Part[] {
  const leftOut = newest - answers
  if (leftOut <= fewAnswers) return [{ threadId, from: 0, to: newest }]
  return [
    { threadId, from: 0, to: 0 },
    { threadId, from: leftOut + 1, to: newest },
  ]
}

/** The answers on each side of a comment. */
export function partAround(
  { thread_id: threadId, number }: { thread_id: Id; number: number },
  { before, after } = { before: answersAround, after: answersAround },
): Part {
  return { threadId, from: Math.max(0, number - before), to: number + after }
}

/** A statement with more alternatives than this is long to plan. */
const partsAtOnce = 50

/** Each of their comments once, in the order of all lists. */
export async function readParts(tx: Tx, parts: readonly Part[]): Promise<Comment[]> {
  const comments = new Map<Id, Comment>()
  for (const chunk of chunks(parts, partsAtOnce)) {
    const rows = await tx
      .selectFrom('comments')
      .selectAll()
      .where((eb) =>
        eb.or(
          chunk.map(({ threadId, from, to }) =>
            eb.and([eb('thread_id', '=', threadId), eb('number', '>=', from), eb('number', '<=', to)]),
          ),
        ),
      )
      .execute()
    for (const row of rows) comments.set(row.id, presentComment(row))
  }
  return [...comments.values()].sort(commentOrder)
}

/** Where these are among the comments of a list; those that are not in it are left out. */
export async function numbersOf(
  comments: SelectQueryBuilder<Tables, 'comments', unknown>,
  ids: readonly Id[],
): Promise<{ thread_id: Id; number: number }[]> {
  if (ids.length === 0) return []
  return comments.select(['thread_id', 'number']).where('id', 'in', ids).execute()
}
