/**
 * Which items wait for the approval of one person, by the progress that is written down: what `waitingFor` says of each
 * review, asked from the side of a person. Of reviews that do not ask them no more is read than by which rules they go.
 */
import type { Awaited, Id } from '@copydesk/contract'
import { sql } from 'kysely'
import { selectInChunks } from '../../storage/chunks.ts'
import type { Tx } from '../../storage/storage.ts'
import { closedProjects, mayAsMember, type Sight, sightOf } from '../members/sight.ts'
import { askedBy, readReviewers } from './asked.ts'
import { stepsFrom } from './rules.ts'
import { editorsOfTexts } from './subjects.ts'

/** As much of an item as its place in a list takes. */
type AwaitedReview = Pick<Awaited, 'id' | 'kind' | 'dueAt'>

/** In projects that are neither deleted nor archived. */
export async function reviewsAwaiting(tx: Tx, personId: Id): Promise<AwaitedReview[]> {
  const [reviewer] = await readReviewers(tx, personId)
  if (reviewer === undefined) return []
  const sight = await sightOf(tx, { id: personId })
  const reachable = new Map([...sight].filter(([, role]) => mayAsMember(role, 'item.review')))
  const isAsked = (steps: string, step: number) => {
    const present = stepsFrom(steps)[step - 1]
    return present !== undefined && askedBy(present, [reviewer]).size > 0
  }
  const begun = await openSteps(tx, reachable).select(['review.steps', 'review.step']).distinct().execute()
  const asking = begun.filter(({ steps, step }) => isAsked(steps, step))
  const isAsking = new Set(asking.map(({ steps, step }) => `${step} ${steps}`))
  const rows = await selectInChunks([...new Set(asking.map(({ steps }) => steps))], (chunk) =>
    openSteps(tx, reachable)
      .select([
        'item.id as itemId',
        'item.due_date as dueAt',
        'item.action',
        'version.id',
        'version.content_id as contentId',
        'version.language',
        'review.step',
        'review.steps',
        'review.editors_may_approve',
      ])
      .where('review.steps', 'in', chunk)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('approvals')
              .select('approvals.id')
              .whereRef('approvals.subject_id', '=', 'review.subject_id')
              .whereRef('approvals.step', '=', 'review.step')
              .where('approvals.person_id', '=', personId)
              .where('approvals.ended_at', 'is', null),
          ),
        ),
      )
      .execute(),
  )
  const waiting = rows.filter(({ steps, step }) => isAsking.has(`${step} ${steps}`))
  const judged = waiting.filter((row) => row.action === 'publish' && row.editors_may_approve === 0)
  const editors = await editorsOfTexts(tx, judged, personId)
  const own = new Set(judged.filter(({ id }) => (editors.get(id)?.size ?? 0) > 0).map(({ itemId }) => itemId))
  return waiting
    .filter(({ itemId }) => !own.has(itemId))
    .map(({ itemId, dueAt }) => ({ id: itemId, kind: 'approve', dueAt }))
}

/** Items in review by a rule, in private projects as far as the sight reaches. The statuses stand in the statement, so that the indices of them are used. */
function openSteps(tx: Tx, sight: Sight) {
  return tx
    .selectFrom('project_items as item')
    .innerJoin('projects as project', 'project.id', 'item.project_id')
    .innerJoin('versions as version', 'version.id', 'item.version_id')
    .innerJoin('reviews as review', (join) =>
      join.on(
        sql<boolean>`review.subject_id = case when item.action = 'unpublish' then item.id else item.version_id end`,
      ),
    )
    .where('item.id', 'in', ({ selectFrom }) =>
      selectFrom('versions as text')
        .innerJoin('project_items as held', 'held.version_id', 'text.id')
        .select('held.id')
        .where('held.action', '=', 'publish')
        .where(sql<boolean>`text.status = 'in_review'`)
        .unionAll(
          selectFrom('project_items as takedown')
            .select('takedown.id')
            .where(sql<boolean>`takedown.review_status = 'in_review'`),
        ),
    )
    .where('review.step_count', '>', 0)
    .where('project.deleted_at', 'is', null)
    .where('project.archived_at', 'is', null)
    .where('project.id', 'not in', closedProjects(tx, sight))
}
