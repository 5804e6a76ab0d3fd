/** Comments with today's titles of what they refer to, as far as a reader sees it; else the words that were written. */
import { type Id, type ItemReference, replaceItemReferences, writeItemReference } from '@copydesk/contract'
import { titlesOf } from '../content/queries.ts'
import type { Sight } from '../projects/members/sight.ts'
import type { Tx } from '../storage/storage.ts'

interface Worded {
  body: string
}

/** An item that a comment refers to, by the title that its reader finds there. */
export interface TitledReference {
  id: Id
  title: string
  written: string
}

/** How whoever has this sight would read these comments now, and what they refer to, in the order of their text. */
export async function withTodaysTitles<Comment extends Worded>(
  tx: Tx,
  sight: Sight,
  comments: readonly Comment[],
): Promise<(Comment & { references: TitledReference[] })[]> {
  const ids = comments.flatMap(({ body }) => referencesOf(body).map(({ id }) => id))
  const titles = ids.length === 0 ? new Map<Id, string>() : await titlesOf(tx, ids, sight)
  return comments.map((comment) => ({
    ...comment,
    body: retitled(comment.body, titles),
    references: referencesOf(comment.body).map(({ id, title }) => {
      return { id, title: titles.get(id) ?? title, written: title }
    }),
  }))
}

function retitled(body: string, titles: ReadonlyMap<Id, string>): string {
  return replaceItemReferences(body, ({ id }, written) => {
    const title = titles.get(id)
    return title === undefined ? written : writeItemReference(title, id)
  })
}

function referencesOf(body: string): ItemReference[] {
  const references: ItemReference[] = []
  if (body.includes('](content:')) {
    replaceItemReferences(body, (reference, written) => {
      references.push(reference)
      return written
    })
  }
  return references
}
