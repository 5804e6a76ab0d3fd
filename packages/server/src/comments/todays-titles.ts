/** Comments with today's titles of what they refer to, as far as a reader sees it; else the words that were written. */
import { type Id, replaceItemReferences, writeItemReference } from '@copydesk/contract'
import { titlesOf } from '../content/queries.ts'
import { sightOf } from '../projects/members/sight.ts'
import type { Tx } from '../storage/storage.ts'

interface Worded {
  body: string
}

/** How a person would read these comments now, by the titles; everything else stays as it is. */
export async function withTodaysTitles<Comment extends Worded>(
  tx: Tx,
  personId: Id,
  comments: readonly Comment[],
): Promise<Comment[]> {
  const ids = comments.flatMap(({ body }) => idsIn(body))
  if (ids.length === 0) return [...comments]
  const titles = await titlesOf(tx, ids, await sightOf(tx, { id: personId }))
  return comments.map((comment) => ({ ...comment, body: retitled(comment.body, titles) }))
}

function retitled(body: string, titles: ReadonlyMap<Id, string>): string {
  return replaceItemReferences(body, ({ id }, written) => {
    const title = titles.get(id)
    return title === undefined ? written : writeItemReference(title, id)
  })
}

function idsIn(body: string): Id[] {
  const ids: Id[] = []
  if (body.includes('](content:')) {
    replaceItemReferences(body, ({ id }, written) => {
      ids.push(id)
      return written
    })
  }
  return ids
}
