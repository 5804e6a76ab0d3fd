/** What is in review by hand and assigned to nobody: it waits for everybody who may review in its project. */
import type { Awaited } from '@copydesk/contract'
import { allows, type Viewer } from '../../command/viewer.ts'
import type { Tx } from '../../storage/storage.ts'
import { mayAsMember, sightOf } from '../members/sight.ts'
import { itemsInReview } from './awaited-reviews.ts'

type OpenReview = Pick<Awaited, 'id' | 'kind' | 'dueAt'>

/** Of the projects where the viewer may review, that are neither deleted nor archived. */
export async function openReviewsFor(tx: Tx, viewer: Viewer): Promise<OpenReview[]> {
  if (!allows(viewer, 'item.review')) return []
  const sight = [...(await sightOf(tx, viewer))].filter(([, role]) => mayAsMember(role, 'item.review'))
  const rows = await tx
    .selectFrom(itemsInReview(tx, new Map(sight)).as('open'))
    .innerJoin('project_items as held', 'held.id', 'open.id')
    .select(['open.id', 'open.dueAt'])
    .where('held.assignee_id', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('reviews')
            .select('reviews.subject_id')
            .whereRef('reviews.subject_id', '=', 'open.subjectId')
            .where('reviews.step_count', '>', 0),
        ),
      ),
    )
    .execute()
  return rows.map((row) => ({ ...row, kind: 'review' }))
}
