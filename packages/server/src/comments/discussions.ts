/** Where a text is discussed: the items of projects that hold it now or held it, whose threads outlive them there. */
import type { Discussion, DiscussionList, Id, Language } from '@copydesk/contract'
import type { Viewer } from '../command/viewer.ts'
import { viewContent } from '../content/door.ts'
import { mayFollowProject } from '../projects/project/door.ts'
import { selectInChunks } from '../storage/chunks.ts'
import type { Tx } from '../storage/storage.ts'

/** Those with comments in projects that the viewer sees, by item. Throws `not_found` for the content. */
export async function readDiscussions(
  tx: Tx,
  viewer: Viewer,
  contentId: Id,
  language: Language | null,
): Promise<DiscussionList> {
  await viewContent(tx, viewer, contentId)
  const items = (await itemsOf(tx, contentId)).filter((item) => (language ?? item.language) === item.language)
  const counts = await selectInChunks(
    items.map(({ itemId }) => itemId),
    (chunk) =>
      tx
        .selectFrom('comment_counts')
        .selectAll()
        .where('subject_id', 'in', chunk)
        .where('count', '>', 0)
        .execute(),
  )
  const countOf = new Map(counts.map((row) => [row.subject_id, row.count]))
  const names = await visibleProjects(
    tx,
    viewer,
    items.filter(({ itemId }) => countOf.has(itemId)).map(({ projectId }) => projectId),
  )
  const data = items.flatMap(({ itemId, projectId, language: ofItem }) => {
    const [count, projectName] = [countOf.get(itemId), names.get(projectId)]
    return count === undefined || projectName === undefined
      ? []
      : [{ itemId, projectId, projectName, language: ofItem, count }]
  })
  return { data, nextCursor: null }
}

/** The items that threads are on or were, wherever these are now. */
function itemsOf(tx: Tx, contentId: Id): Promise<Pick<Discussion, 'itemId' | 'projectId' | 'language'>[]> {
  return tx
    .selectFrom('comments')
    .select(({ ref }) => [
      ref('item_id').$castTo<Id>().as('itemId'),
      ref('project_id').$castTo<Id>().as('projectId'),
      ref('language').$castTo<Language>().as('language'),
    ])
    .distinct()
    .where('content_id', '=', contentId)
    .where('item_id', 'is not', null)
    .where('project_id', 'is not', null)
    .orderBy('itemId', 'desc')
    .execute()
}

/** The names of those that are there for the viewer. */
async function visibleProjects(tx: Tx, viewer: Viewer, ids: readonly Id[]): Promise<Map<Id, string>> {
  const names = new Map<Id, string>()
  for (const id of new Set(ids)) {
    if (!(await mayFollowProject(tx, viewer, id))) continue
    const project = await tx
      .selectFrom('projects')
      .select('name')
      .where('id', '=', id)
      .where('deleted_at', 'is', null)
      .executeTakeFirst()
    if (project) names.set(id, project.name)
  }
  return names
}
