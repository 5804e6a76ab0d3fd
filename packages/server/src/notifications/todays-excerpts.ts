/** Notifications of comments with today's titles of what these refer to, as their person sees it. */
import { type Id, referencesWithin } from '@copydesk/contract'
import { excerptOfComment } from '../comments/excerpt.ts'
import { type TitledReference, withTodaysTitles } from '../comments/todays-titles.ts'
import { noSight, sightsOf } from '../projects/members/sight.ts'
import { selectInChunks } from '../storage/chunks.ts'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'

type Notification = Row<'notifications'>

/** What a notification quotes now. */
interface Quoted {
  excerpt: string
  /** What the excerpt refers to, in its order. */
  references: TitledReference[]
}

/** By notification, of those that quote a comment that refers to items. The rows keep the words that were written. */
export async function todaysExcerpts(tx: Tx, rows: readonly Notification[]): Promise<Map<Id, Quoted>> {
  const ids = [...new Set(rows.flatMap((row) => row.comment_id ?? []))]
  const comments = await selectInChunks(ids, (chunk) =>
    tx
      .selectFrom('comments')
      .select(['id', 'body', 'passage'])
      .where('id', 'in', chunk)
      .where('body', 'like', '%](content:%')
      .where('deleted_at', 'is', null)
      .execute(),
  )
  const written = new Map(comments.map((comment) => [comment.id, excerptOfComment(comment)]))
  // Some say something else of a comment, or what it said before an edit that is under way.
  const quoting = rows.filter(
    ({ comment_id, excerpt }) => comment_id !== null && written.get(comment_id) === excerpt,
  )
  const quoted = new Map<Id, Quoted>()
  for (const { sight, own } of await bySight(tx, quoting)) {
    const now = await withTodaysTitles(tx, sight, comments)
    const read = new Map(now.map((comment) => [comment.id, quotedOf(comment)]))
    for (const row of own) {
      const found = read.get(row.comment_id ?? '')
      if (found) quoted.set(row.id, found)
    }
  }
  return quoted
}

function quotedOf(
  comment: Parameters<typeof excerptOfComment>[0] & { references: TitledReference[] },
): Quoted {
  const excerpt = excerptOfComment(comment)
  return { excerpt, references: referencesWithin(excerpt, comment.references) }
}

/** Those of everybody who sees into the same private projects together: most see into none. */
async function bySight(tx: Tx, rows: readonly Notification[]) {
  if (rows.length === 0) return []
  const sights = await sightsOf(
    tx,
    rows.map((row) => row.person_id),
  )
  const sightOf = ({ person_id }: Notification) => sights.get(person_id) ?? noSight
  const alike = Map.groupBy(rows, (row) => [...sightOf(row).keys()].sort().join())
  return [...alike.values()].flatMap((own) => (own[0] ? [{ sight: sightOf(own[0]), own }] : []))
}
