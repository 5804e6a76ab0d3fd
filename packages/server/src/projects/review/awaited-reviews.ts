/**
 * Which items, and which versions that no project holds, wait for the approval of one person, by the progress that is
 * written down: what `waitingFor` says of each review, asked from the side of a person. Of reviews that do not ask them
 * no more is read than by which rules they go.
 */
import type { Awaited, Id } from '@copydesk/contract'
import { sql } from 'kysely'
import { selectInChunks } from '../../storage/chunks.ts'
import type { Tx } from '../../storage/storage.ts'
import { closedProjects, hiddenVersions, mayAsMember, type Sight, sightOf } from '../members/sight.ts'
import { askedBy, readReviewers } from './asked.ts'
import { stepsFrom } from './rules.ts'
import { editorsOfTexts } from './subjects.ts'

/** As much of an item or version as its place in a list takes. */
interface AwaitedReview extends Pick<Awaited, 'id' | 'kind' | 'dueAt'> {
  isItem: boolean
}

/** In projects that are neither deleted nor archived, and in none. */
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
        'open.id',
        'open.subjectId',
        'open.dueAt',
        'open.versionId',
        'open.contentId',
        'open.language',
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
  const judged = waiting
    .filter(({ subjectId, versionId, ...row }) => subjectId === versionId && row.editors_may_approve === 0)
    .map(({ versionId: id, contentId, language }) => ({ id, contentId, language }))
  const editors = await editorsOfTexts(tx, judged, personId)
  const isOwn = new Set(judged.filter(({ id }) => (editors.get(id)?.size ?? 0) > 0).map(({ id }) => id))
  return waiting
    .filter(({ subjectId }) => !isOwn.has(subjectId))
    .map(({ id, subjectId, versionId, dueAt }) => {
      return { id, kind: 'approve', dueAt, isItem: id !== subjectId || subjectId !== versionId }
    })
}

/** What is in review by a rule, in private projects as far as the sight reaches. */
function openSteps(tx: Tx, sight: Sight) {
  return tx
    .selectFrom(itemsInReview(tx, sight).unionAll(versionsInReview(tx, sight)).as('open'))
    .innerJoin('reviews as review', 'review.subject_id', 'open.subjectId')
    .where('review.step_count', '>', 0)
}

/** In private projects as far as the sight reaches. The statuses stand in the statement, so that the indices of them are used. */
export function itemsInReview(tx: Tx, sight: Sight) {
  return tx
    .selectFrom('project_items as item')
    .innerJoin('projects as project', 'project.id', 'item.project_id')
    .innerJoin('versions as version', 'version.id', 'item.version_id')
    .select([
      'item.id',
      sql<Id>`case when item.action = 'unpublish' then item.id else item.version_id end`.as('subjectId'),
      'item.due_date as dueAt',
      'version.id as versionId',
      'version.content_id as contentId',
      'version.language',
    ])
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
    .where('project.deleted_at', 'is', null)
    .where('project.archived_at', 'is', null)
    .where('project.id', 'not in', closedProjects(tx, sight))
}

/** Those of content that is not deleted that no project holds, and that none put away with itself: they come back with it. */
function versionsInReview(tx: Tx, sight: Sight) {
  return tx
    .selectFrom('versions as version')
    .select([
      'version.id',
      'version.id as subjectId',
      sql<Awaited['dueAt']>`null`.as('dueAt'),
      'version.id as versionId',
      'version.content_id as contentId',
      'version.language',
    ])
    .where(sql<boolean>`version.status = 'in_review'`)
    .where('version.id', 'not in', hiddenVersions(tx, sight))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('content_items as trashed')
            .select('trashed.id')
            .whereRef('trashed.id', '=', 'version.content_id')
            .where('trashed.deleted_at', 'is not', null),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('project_items as holding')
            .select('holding.id')
            .whereRef('holding.version_id', '=', 'version.id')
            .where('holding.action', '=', 'publish'),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('removed_items as away')
            .select('away.id')
            .whereRef('away.version_id', '=', 'version.id')
            .where('away.action', '=', 'publish')
            .where('away.left_with', 'is not', null),
        ),
      ),
    )
}
