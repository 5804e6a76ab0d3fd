/** The words of a thread that a mail quotes: the comments that it tells of, and the one before them. */
import type { Actor, Id } from '@copydesk/contract'
import { excerptOf } from '../../comments/excerpt.ts'
import { withTodaysTitles } from '../../comments/todays-titles.ts'
import { shortened } from '../../mail/shortened.ts'
import { sightOf } from '../../projects/members/sight.ts'
import { selectInChunks } from '../../storage/chunks.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'

/** What was said, and the passage of a text that it was said about. */
export type SaidWords = Pick<Row<'comments'>, 'body' | 'passage'>

export interface ThreadWords {
  /** By id; those that were deleted are not among them. */
  comments: ReadonlyMap<Id, SaidWords>
  /** What stood before the first of them; undefined where nothing did. */
  before: ({ author: Actor } & SaidWords) | undefined
  /** How the thread begins, to tell it from others of the same place; empty where it is no thread, or that is gone. */
  root: string
}

const rootCharacters = 60

/** As this person reads them now. */
export async function readThread(
  tx: Tx,
  personId: Id,
  rows: readonly Row<'notifications'>[],
): Promise<ThreadWords> {
  const ids = rows.flatMap((row) => row.comment_id ?? [])
  const written = await selectInChunks([...new Set(ids)], (chunk) =>
    tx
      .selectFrom('comments')
      .select(['id', 'thread_id', 'body', 'passage'])
      .where('id', 'in', chunk)
      .where('deleted_at', 'is', null)
      .execute(),
  )
  const [first] = written.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  if (!first) return { comments: new Map(), before: undefined, root: '' }
  const thread = tx
    .selectFrom('comments')
    .select(['body', 'passage', 'author_id', 'author_kind'])
    .where('thread_id', '=', first.thread_id)
    .where('deleted_at', 'is', null)
  const root = await thread.where('id', '=', first.thread_id).executeTakeFirst()
  const before = await thread.where('id', '<', first.id).orderBy('id', 'desc').limit(1).executeTakeFirst()
  const sight = await sightOf(tx, { id: personId })
  const comments = await withTodaysTitles(tx, sight, written)
  const [beforeNow] = await withTodaysTitles(tx, sight, before ? [before] : [])
  return {
    comments: new Map(comments.map((comment) => [comment.id, comment])),
    before: beforeNow && { ...beforeNow, author: { id: beforeNow.author_id, kind: beforeNow.author_kind } },
    // As it was written: a thread has one subject, whatever becomes of what it refers to.
    root: root ? shortened(excerptOf(root.body), rootCharacters) : '',
  }
}
