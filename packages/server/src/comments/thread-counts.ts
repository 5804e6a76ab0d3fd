/**
 * How many threads of projects, items and texts by themselves are open, and how many resolved. Counted when asked for, by
 * an index of opening comments alone: nothing is kept that could drift.
 */
import type { ThreadCounts, ThreadTotals } from '@copydesk/contract'
import type { SelectQueryBuilder } from 'kysely'
import type { Tables } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'
import { together } from '../storage/together.ts'
import type { Counted } from './comment-counts.ts'

/** Of all that a thread is in, which its home's lock holds still where that matters. */
export async function readThreadTotals(
  tx: Tx,
  { project_id, item_id, content_id, language }: Counted,
): Promise<ThreadTotals> {
  const openings = tx.selectFrom('comments').whereRef('id', '=', 'thread_id')
  if (project_id === null) {
    const onText = openings.where('content_id', '=', content_id).where('language', '=', language)
    return { project: null, item: null, text: await count(onText.where('project_id', 'is', null)) }
  }
  const inProject = openings.where('project_id', '=', project_id)
  const [project, item] = await together([
    count(inProject),
    item_id === null ? Promise.resolve(null) : count(inProject.where('item_id', '=', item_id)),
  ])
  return { project, item, text: null }
}

/** Of the narrowest of these. */
export async function readThreadCounts(tx: Tx, counted: Counted): Promise<ThreadCounts> {
  const { project, item, text } = await readThreadTotals(tx, counted)
  return text ?? item ?? project ?? none
}

export const none: ThreadCounts = { open: 0, resolved: 0 }

async function count(openings: SelectQueryBuilder<Tables, 'comments', unknown>): Promise<ThreadCounts> {
  const { all, resolved } = await openings
    .select(({ fn }) => [fn.countAll<number>().as('all'), fn.count<number>('resolved_at').as('resolved')])
    .executeTakeFirstOrThrow()
  return { open: Number(all) - Number(resolved), resolved: Number(resolved) }
}
