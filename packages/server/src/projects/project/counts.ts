/** Counts of the items and comments of projects, for their list and for the work that tells of changes. */
import { type Id, type ProjectSummary, type Status, type StatusCounts, statuses } from '@copydesk/contract'
import { selectInChunks } from '../../storage/chunks.ts'
import type { Tx } from '../../storage/storage.ts'

export type ProjectCounts = Pick<ProjectSummary, 'id' | 'counts' | 'commentCount'>

/** No item in any status. */
export function noCounts(): StatusCounts {
  return Object.fromEntries(statuses.map((status) => [status, 0])) as StatusCounts
}

/** The counts of these projects, by id. Deleted and unknown ones are left out; deleted comments do not count. */
export async function readCounts(tx: Tx, projectIds: readonly Id[]): Promise<ProjectCounts[]> {
  const projects = await selectInChunks([...new Set(projectIds)].sort(), (chunk) =>
    tx
      .selectFrom('projects')
      .select('id')
      .where('id', 'in', chunk)
      .where('deleted_at', 'is', null)
      .orderBy('id')
      .execute(),
  )
  const ids = projects.map((project) => project.id)
  const items = Map.groupBy(await countItems(tx, ids), (row) => row.project_id)
  const comments = new Map((await countComments(tx, ids)).map((row) => [row.project_id, row.count]))
  return ids.map((id) => {
    const counts = noCounts()
    for (const { status, count } of items.get(id) ?? []) counts[status] = count
    return { id, counts, commentCount: comments.get(id) ?? 0 }
  })
}

function countItems(
  tx: Tx,
  projectIds: readonly Id[],
): Promise<{ project_id: Id; status: Status; count: number }[]> {
  return selectInChunks(projectIds, (chunk) =>
    tx
      .selectFrom('project_items as item')
      .innerJoin('versions as version', 'version.id', 'item.version_id')
      .select(({ fn }) => [
        'item.project_id',
        fn.coalesce('item.review_status', 'version.status').as('status'),
        fn.countAll<number>().as('count'),
      ])
      .where('item.project_id', 'in', chunk)
      .groupBy(({ fn }) => ['item.project_id', fn.coalesce('item.review_status', 'version.status')])
      .execute(),
  )
}

function countComments(tx: Tx, projectIds: readonly Id[]): Promise<{ project_id: Id; count: number }[]> {
  return selectInChunks(projectIds, (chunk) =>
    tx
      .selectFrom('comment_counts')
      .select(['subject_id as project_id', 'count'])
      .where('subject_id', 'in', chunk)
      .execute(),
  )
}
